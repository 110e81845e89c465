/** The parts of Gecko that the experiment uses, as Firefox ESR 140 and 153 have them. Names are Gecko's. */

/** A number that stands for success or for an error. */
export type NsResult = number;

export interface NsISupports {
  QueryInterface<Interface extends object>(iid: Interface): this & InterfaceOf<Interface>;
}

/** What an interface's id gives access to. */
export type InterfaceOf<Id> = Id extends { readonly __interface?: infer Interface } ? Interface : unknown;
interface Id<Interface> {
  readonly __interface?: Interface;
}

export interface NsIChannel {
  readonly URI: { schemeIs(scheme: string): boolean };
  readonly status: NsResult;
  readonly securityInfo: NsITransportSecurityInfo | null;
}

export interface NsIHttpChannelInternal {
  /** Throws NS_ERROR_NOT_AVAILABLE where there was no response. */
  readonly protocolVersion: string;
}

export interface NsIX509Cert {
  readonly sha256Fingerprint: string;
  getRawDER(): number[];
}

export interface NsITransportSecurityInfo {
  /** Not in Firefox ESR 140. */
  readonly handshakeCertificates?: NsIX509Cert[];
  /** Firefox ESR 140 alone: all that was sent, in the order sent, where Firefox found the certificate bad; else empty. */
  readonly failedCertChain?: NsIX509Cert[];
  /** null before any certificate has come. */
  readonly serverCert: NsIX509Cert | null;
  readonly succeededCertChain: NsIX509Cert[];
  readonly isBuiltCertChainRootBuiltInRoot: boolean;
  readonly securityState: number;
  readonly errorCode: number;
  readonly errorCodeString: string;
  readonly overridableErrorCategory: number;
  readonly cipherName: string;
  readonly secretKeyLength: number;
  readonly keaGroupName: string;
  readonly signatureSchemeName: string;
  readonly protocolVersion: number;
  readonly resumed: boolean;
  readonly negotiatedNPN: string;
  readonly isAcceptedEch: boolean;
  readonly isDelegatedCredential: boolean;
  readonly certificateTransparencyStatus: number;
  readonly isExtendedValidation: boolean;
  readonly madeOCSPRequests: boolean;
  readonly usedPrivateDNS: boolean;
}

/** One per request, however many hops it takes. */
export interface ChannelWrapper {
  readonly id: number;
  readonly finalURL: string;
  readonly browserElement: object | null;
  readonly loadInfo: { originAttributes: { userContextId: number } } | null;
  /** Whether webRequest would tell the add-on of the request: host permissions, private windows, restricted addresses, filter. */
  matches(filter: MozRequestFilter, policy: WebExtensionPolicy, options: object): boolean;
}

export interface MozRequestFilter {
  urls: MatchPatternSet | null;
  types: string[] | null;
  incognito: boolean | null;
}

export type MatchPatternSet = object;
export type WebExtensionPolicy = object;

export interface GeckoExtension {
  readonly policy: WebExtensionPolicy;
  readonly userContextIsolation?: boolean;
  canAccessContainer(userContextId: number | undefined): boolean;
}

export interface BaseContext {
  readonly extension: GeckoExtension;
}

/** Hands an event to the add-on's page. */
export interface Fire {
  async(...args: unknown[]): Promise<unknown>;
}

export interface Observer {
  observe(subject: NsISupports, topic: string): void;
}

/** The globals of an experiment's parent script. */
export interface ExperimentGlobal {
  readonly Ci: {
    readonly nsIHttpChannel: Id<NsIChannel>;
    readonly nsIHttpChannelInternal: Id<NsIHttpChannelInternal>;
    readonly nsIWebProgressListener: Readonly<Record<"STATE_IS_SECURE" | "STATE_IS_BROKEN" | "STATE_IS_INSECURE", number>>;
    readonly nsITransportSecurityInfo: Readonly<Record<string, number>>;
  };
  readonly Cr: Readonly<Record<"NS_BINDING_REDIRECTED" | "NS_BINDING_RETARGETED", NsResult>>;
  readonly Cu: {
    getGlobalForObject(object: object): { ChannelWrapper: { get(channel: NsIChannel): ChannelWrapper } };
    reportError(error: unknown): void;
  };
  readonly ChromeUtils: {
    getXPCOMErrorName(result: NsResult): string;
    importESModule(url: "resource://gre/modules/ExtensionParent.sys.mjs"): {
      ExtensionParent: { apiManager: { global: { tabTracker: { getBrowserData(browser: object): { tabId: number; windowId: number } } } } };
    };
  };
  readonly ExtensionAPI: new (extension: GeckoExtension) => { readonly extension: GeckoExtension };
  readonly ExtensionCommon: {
    EventManager: new (parameters: { context: BaseContext; name: string; register: (fire: Fire, ...parameters: never[]) => () => void }) => { api(): object };
  };
  readonly ExtensionUtils: { parseMatchPatterns(patterns: readonly string[]): MatchPatternSet };
  readonly Services: {
    readonly obs: { addObserver(observer: Observer, topic: string): void; removeObserver(observer: Observer, topic: string): void };
  };
}

export const gecko = globalThis as unknown as ExperimentGlobal;
