import type { InterceptionAssessment } from "../assessment.ts";
import { parseIpAddress } from "../chain/ip-address.ts";
import type { ChainResult } from "../chain/result.ts";
import { defined } from "../defined.ts";
import type { Observation } from "../observation.ts";
import { cipherSuiteById, type CipherSuite } from "../registry/cipher-suites.ts";
import type { RootProgram } from "../registry/shipped-roots.ts";
import { groupByName, type Group } from "../registry/groups.ts";
import { signatureSchemeByName, type SignatureScheme } from "../registry/signature-schemes.ts";
import { tlsVersionByName, type TlsVersion } from "../registry/tls-versions.ts";
import type { CertificateException, CertificateTransparencyStatus, Hsts } from "../tls-info.ts";
import type { JudgedSct } from "../transparency/judged-sct.ts";
import type { CertificateStore, StoredCertificate } from "../x509/certificate-store.ts";
import type { Unjudged } from "./unjudged.ts";

/** What rules look at: the observation, with its names looked up and its certificates parsed. Undefined is unknown. */
export interface RuleContext {
  readonly host: string;
  readonly hostIsAddress: boolean;
  /** The time that the judgement is made for, in milliseconds since the epoch. */
  readonly time: number;
  /** No TLS at all. */
  readonly plain: boolean;
  /** The response came from a cache: the handshake was earlier than `time`, nobody told when. */
  readonly fromCache: boolean;
  readonly resumed: boolean | undefined;
  /** Whether the server stapled an OCSP response, asked for one in a full handshake. */
  readonly ocspStapled: boolean | undefined;
  readonly version: TlsVersion | undefined;
  readonly suite: CipherSuite | undefined;
  readonly group: Group | undefined;
  readonly signatureScheme: SignatureScheme | undefined;
  /** null: the response had no Strict-Transport-Security header. */
  readonly hsts: Hsts | null | undefined;
  /** What the browser found, without a person's exception. */
  readonly chainValid: boolean | undefined;
  /** The one reason that the browser named where it refused the certificate, or a person accepted it all the same. */
  readonly exception: CertificateException | undefined;
  readonly leaf: StoredCertificate | undefined;
  /** What the browser says of the timestamps of transparency logs, where it has an opinion. */
  readonly certificateTransparency: Exclude<CertificateTransparencyStatus, "not_applicable"> | undefined;
  /** Leaf first, without the anchor: the chain as built, or as we found it; the leaf alone where only it is known to belong there. */
  readonly path: readonly StoredCertificate[];
  /** The last certificate of the built chain, where it is one that signed itself or that the browser trusts. */
  readonly anchor: StoredCertificate | undefined;
  /** Whether the browser's maker or somebody on this machine chose to trust the anchor. */
  readonly anchorKind: "public" | "private" | undefined;
  /** Where the browser did not say whose the anchor is: what the lists of shipped roots say. */
  readonly listedAnchor?: ListedAnchor;
  /** All certificates that were shown, each once. */
  readonly presented: readonly StoredCertificate[];
  /** The chain as the server sent it; undefined where that is not known. */
  readonly sent: readonly StoredCertificate[] | undefined;
  /** What path building and the comparison with the sent chain gave; undefined where nobody asked. */
  readonly chain: ChainResult | undefined;
  /** The leaf's embedded timestamps in their order, held against their logs' keys; undefined where nobody asked, or they cannot be read. */
  readonly timestamps: readonly JudgedSct[] | undefined;
  /** What speaks for somebody in the middle; undefined until it was looked for. */
  readonly interception?: InterceptionAssessment;
  /** What gave no answer so far. */
  readonly unjudged?: readonly Unjudged[];
}

/** Whose an anchor is by the lists of the roots that browsers ship. */
export interface ListedAnchor {
  readonly kind: "public" | "private";
  /** The list is that of this very browser, and not too old for it. */
  readonly sure: boolean;
  /** The list that counts, and when it was taken (ISO 8601, a day). */
  readonly program: RootProgram;
  readonly date: string;
}

/** Reads the facts of an observation once, for all rules. Throws nothing for bad certificates. */
export function ruleContext(observation: Observation, time: number, certificates: Pick<CertificateStore, "intern" | "get">, chain?: ChainResult): RuleContext {
  const { tlsInfo } = observation;
  const extra = tlsInfo.extra;
  const plain = observation.scheme === "http:";
  const built = (tlsInfo.builtChain ?? []).map((der) => certificates.intern(der));
  const sent = (tlsInfo.sentChain ?? []).map((der) => certificates.intern(der));
  const own = extra?.serverCertificate === undefined ? [] : [certificates.intern(extra.serverCertificate)];
  const found = (chain?.path ?? chain?.partialPath ?? []).flatMap((sha256) => certificates.get(sha256) ?? []);
  const leaf = built[0] ?? found[0] ?? sent[0] ?? own[0];
  const anchor = anchorOf(built, tlsInfo.chainValid);
  return {
    host: observation.host,
    hostIsAddress: parseIpAddress(observation.host) !== undefined,
    time,
    plain,
    fromCache: extra?.fromCache === true || extra?.fromBackForwardCache === true,
    resumed: extra?.resumed,
    ocspStapled: extra?.ocspStapled,
    ...negotiated(observation),
    hsts: observation.hsts,
    chainValid: tlsInfo.chainValid,
    exception: extra?.exception ?? extra?.error?.category,
    certificateTransparency: extra?.certificateTransparency === "not_applicable" ? undefined : extra?.certificateTransparency,
    leaf,
    path: built.length > 0 ? built.filter((certificate) => certificate !== anchor) : pathWithoutBrowser(found, chain, leaf),
    anchor,
    anchorKind: extra?.rootIsBuiltIn === undefined ? kindOf(chain?.anchor) : extra.rootIsBuiltIn ? "public" : "private",
    presented: [...new Set([...built, ...sent, ...own])],
    sent: tlsInfo.sentChain === undefined ? undefined : sent,
    chain,
    timestamps: undefined,
  };
}

/** The facts, of which somebody is told where what was negotiated, or the header, is looked at. */
export function watchNegotiation(facts: RuleContext, looked: () => void): RuleContext {
  return {
    ...facts,
    get version() { looked(); return facts.version; },
    get suite() { looked(); return facts.suite; },
    get group() { looked(); return facts.group; },
    get signatureScheme() { looked(); return facts.signatureScheme; },
    get hsts() { looked(); return facts.hsts; },
    get resumed() { looked(); return facts.resumed; },
    get ocspStapled() { looked(); return facts.ocspStapled; },
  };
}

/** The observation without what was negotiated and without its header: what is left is the same for many connections to a host. Whether a response was stapled stays: a chain can hang on it (RFC 7633). */
export function withoutNegotiation(observation: Observation): Observation {
  const { extra, ...tlsInfo } = observation.tlsInfo;
  delete tlsInfo.cipherSuite;
  delete tlsInfo.tlsVersion;
  delete tlsInfo.keyExchangeGroup;
  const rest = { ...observation };
  delete rest.hsts;
  delete rest.time;
  if (extra === undefined) return { ...rest, tlsInfo };
  const { source, browser, fromCache, fromBackForwardCache, certificateTransparency, rootIsBuiltIn, exception, serverCertificate, ocspStapled, error } = extra;
  return { ...rest, tlsInfo: { ...tlsInfo, extra: { source, ...defined({ browser, fromCache, fromBackForwardCache, certificateTransparency, rootIsBuiltIn, exception, serverCertificate, ocspStapled, error }) } } };
}

/**
 * What rules about the negotiation look at, where the host and its certificates were judged before. What else a rule looks at throws:
 * it is not at hand. `timed` is told where the time is looked at. The host may be a word that stands for any of its kind.
 */
export function negotiationContext(
  observation: Observation, { time, hostIsAddress, leafOf, timed }: Pick<RuleContext, "time" | "hostIsAddress"> & { leafOf: () => StoredCertificate | undefined; timed: () => void },
): RuleContext {
  const { extra } = observation.tlsInfo;
  let leaf: { stored: StoredCertificate | undefined } | undefined;
  const missing = (): never => { throw new TypeError("Only what was negotiated is at hand here."); };
  return {
    host: observation.host, hostIsAddress, plain: observation.scheme === "http:",
    get time() { timed(); return time; },
    fromCache: extra?.fromCache === true || extra?.fromBackForwardCache === true, resumed: extra?.resumed, ocspStapled: extra?.ocspStapled,
    ...negotiated(observation), hsts: observation.hsts,
    get leaf() { return (leaf ??= { stored: leafOf() }).stored; },
    get chainValid() { return missing(); }, get exception() { return missing(); }, get certificateTransparency() { return missing(); },
    get path() { return missing(); }, get anchor() { return missing(); }, get anchorKind() { return missing(); }, get presented() { return missing(); },
    get sent() { return missing(); }, get chain() { return missing(); }, get timestamps() { return missing(); }, get interception() { return missing(); },
  };
}

/** The path that we found ourselves, or the leaf alone. */
function pathWithoutBrowser(found: readonly StoredCertificate[], chain: ChainResult | undefined, leaf: StoredCertificate | undefined): readonly StoredCertificate[] {
  if (chain?.path && found.length > 0) return found.filter(({ sha256 }, i) => i === 0 || sha256 !== chain.anchor?.sha256);
  return leaf === undefined ? [] : [leaf];
}

/** Where only the browser knows the anchor, nobody told whose choice it is. */
function kindOf(anchor: ChainResult["anchor"] | undefined): RuleContext["anchorKind"] {
  if (!anchor) return undefined;
  if (anchor.vetted) return "public";
  return anchor.source === "browser" ? undefined : "private";
}

function negotiated({ tlsInfo }: Observation): Pick<RuleContext, "version" | "suite" | "group" | "signatureScheme"> {
  const quic = tlsInfo.extra?.quic;
  // RFC 9001 section 4.2: the handshake inside QUIC is never older than TLS 1.3.
  const version = tlsInfo.tlsVersion ?? quic?.tlsVersion ?? (tlsInfo.protocol === "QUIC" ? "TLS 1.3" : undefined);
  const suite = tlsInfo.cipherSuite ?? quic?.cipherSuite;
  const scheme = tlsInfo.extra?.signatureScheme;
  return {
    version: version === undefined ? undefined : tlsVersionByName(version),
    suite: suite === undefined ? undefined : cipherSuiteById(suite),
    group: tlsInfo.keyExchangeGroup === undefined ? undefined : groupByName(tlsInfo.keyExchangeGroup),
    signatureScheme: scheme === undefined ? undefined : signatureSchemeByName(scheme),
  };
}

function anchorOf(built: readonly StoredCertificate[], chainValid: boolean | undefined): StoredCertificate | undefined {
  const last = built.at(-1);
  if (last === undefined || chainValid === true) return last;
  return built.length > 1 && namesAreSameBytes(last) === true ? last : undefined;
}

/** Whether issuer and subject are the same bytes, as in every self-signed certificate that programs write. Undefined where they cannot be read. */
export function namesAreSameBytes(stored: StoredCertificate): boolean | undefined {
  return stored.read(({ issuer, subject }) =>
    issuer.der.length === subject.der.length && issuer.der.every((byte, index) => byte === subject.der[index]));
}
