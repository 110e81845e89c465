/**
 * What the experiment (experiment/) hands over for one response or one failed request. The names are those of Firefox's
 * nsITransportSecurityInfo where it has them. A member is absent where reading it threw
 * (`unreadable` then names it) and where this Firefox has none.
 */
export interface ExperimentRecord {
  /** That of webRequest's events. */
  requestId: string;
  /** That of webRequest's events: of this hop of the request. */
  url: string;
  /** "response": its headers are there. "failed": the request has ended in an error. */
  at: "response" | "failed";
  fromCache: boolean;
  /** With `at: "failed"`: the error that the request ended in, as Gecko names it ("NS_ERROR_NET_RESET"). */
  status?: string;
  /** With `at: "response"`: "h3", "h2", "http/1.1", ... */
  httpVersion?: string;
  /** null: Firefox has nothing to tell of TLS (no connection, or not so far). */
  security?: ExperimentSecurity | null;
  /** Members of this object and of `security` that could not be read. */
  unreadable: string[];
}

export interface ExperimentSecurity {
  /** The certificates that the server sent, in the order sent; absent where Firefox has not kept them (ESR 140, of a certificate that it found good). */
  handshakeCertificates?: ExperimentCertificate[];
  /** The chain that Firefox built, leaf first, anchor last; empty where it built none. */
  succeededCertChain?: ExperimentCertificate[];
  isBuiltCertChainRootBuiltInRoot?: boolean;
  securityState?: "secure" | "broken" | "insecure" | "unknown";
  /** PRErrorCode of NSS; 0: none. */
  errorCode?: number;
  /** "SEC_ERROR_UNKNOWN_ISSUER"; "" where there is no error. */
  errorCodeString?: string;
  /** "unset": the failure cannot be overridden, or there is none. */
  overridableErrorCategory?: "unset" | "trust" | "domain" | "time" | "unknown";
  /** Name of NSS, which is that of the IANA. */
  cipherName?: string;
  secretKeyLength?: number;
  /** "none" where there was none, or nobody remembers. */
  keaGroupName?: string;
  signatureSchemeName?: string;
  /** 0: SSL 3.0, 1: TLS 1.0, ..., 4: TLS 1.3, -1: not known. */
  protocolVersion?: number;
  resumed?: boolean;
  /** ALPN; "" where nothing was negotiated. */
  negotiatedNPN?: string;
  isAcceptedEch?: boolean;
  isDelegatedCredential?: boolean;
  certificateTransparencyStatus?: "not_applicable" | "policy_compliant" | "policy_not_enough_scts" | "policy_not_diverse_scts" | "unknown";
  isExtendedValidation?: boolean;
  madeOCSPRequests?: boolean;
  usedPrivateDNS?: boolean;
}

/** A certificate; its bytes come with the first record that names it, and again when they may have been forgotten. */
export interface ExperimentCertificate {
  /** SHA-256 as Firefox writes it: upper-case hex with colons. */
  sha256: string;
  der?: Uint8Array;
}

/** Certificates whose bytes count as handed over; who receives them must remember at least twice as many. */
export const HANDED_OVER = 1000;
