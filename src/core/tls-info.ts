/**
 * What one request told about its TLS connection.
 *
 * The first seven fields are those of the webRequest TLS introspection proposal
 * (EFForg/webrequest-tlsinfo-api, 2017), with its types: a field is absent where it does not apply
 * (cipherSuite and tlsVersion for QUIC) or where nobody told; `extra.unavailable` says why.
 * Not to be changed: requests over one connection may share it.
 */
export interface TlsInfo {
  /** The chain that the browser built, leaf first, trust anchor last; each certificate in DER. */
  builtChain?: Uint8Array[];
  /** The chain as the server sent it, in the order sent; each certificate in DER. */
  sentChain?: Uint8Array[];
  /** Whether the browser found the built chain valid, without an exception made by the person. */
  chainValid?: boolean;
  protocol?: TlsProtocol;
  /** IANA code point (uint16). Absent for QUIC, where `extra.quic` has it. */
  cipherSuite?: number;
  /** "TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0". Absent for QUIC. */
  tlsVersion?: string;
  /** IANA name of the group: "x25519", "secp256r1", "X25519MLKEM768", ... Absent for RSA key exchange. */
  keyExchangeGroup?: string;
  /** All else that the browser told, apart from the proposal. Absent where the browser's own tlsInfo is used. */
  extra?: TlsExtra;
}

export type TlsProtocol = "TLS" | "QUIC";

/**
 * Which source read the information. One file of tlsinfo/ each; "companion": a connection of our own, no browser's;
 * "netlog", "har", "capture": a recording of the browser's own connections (core/recordings/).
 */
export const TLS_SOURCES = ["native", "firefox", "experiment", "chromium", "companion", "import", "netlog", "har", "capture"] as const;
export type TlsSource = (typeof TLS_SOURCES)[number];

/** Why a field has no value. Faces explain it, judgements never build on it. */
export type Unavailable =
  /** This browser does not tell add-ons. */
  | "not-exposed"
  /** Firefox gives no chain once a person has accepted a bad certificate. */
  | "exception-accepted"
  /** The session was resumed, and the browser forgot it. */
  | "resumed"
  /** The browser knows the field and says that there is none (RSA key exchange has no group). */
  | "none"
  /** The browser gave a value that we cannot name. */
  | "unknown-value"
  /** Not told for QUIC. */
  | "quic"
  /** No handshake, or not far enough. */
  | "handshake-failed"
  /** Reading it threw. */
  | "read-failed"
  /** The certificate's bytes were let go (bounds), or never came. */
  | "bytes-missing"
  /** The browser took its verdict from its memory, and the recording has none for this connection. */
  | "cached-verdict"
  /** The recording does not hold it. */
  | "not-recorded"
  /** The certificates came compressed, in a way that cannot be undone here. */
  | "compressed"
  /** It went over the wire encrypted, and the recording has no keys for it. */
  | "no-keys";

/** Names of the fields that may be unavailable. */
export type TlsField =
  | "builtChain" | "sentChain" | "chainValid" | "protocol" | "cipherSuite" | "tlsVersion" | "keyExchangeGroup"
  | "signatureScheme" | "encryptedClientHello" | "delegatedCredential" | "resumed" | "alpn"
  | "certificateTransparency" | "rootIsBuiltIn";

export interface TlsExtra {
  source: TlsSource;
  unavailable?: Partial<Record<TlsField, Unavailable>>;
  /** Which browser spoke, where it does not say itself whose a root is: its brand ("Google Chrome") and major version. */
  browser?: { brand: string; version: number };
  /** The response came from the cache; this is the connection that first fetched it. */
  fromCache?: boolean;
  /** The page was restored from the back/forward cache. */
  fromBackForwardCache?: boolean;
  /** The handshake inside QUIC (RFC 9001): always TLS 1.3 today. */
  quic?: { cipherSuite?: number; tlsVersion?: string };
  /** IANA name: "ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "ed25519", ... */
  signatureScheme?: string;
  encryptedClientHello?: boolean;
  delegatedCredential?: boolean;
  resumed?: boolean;
  /** Whether the server stapled an OCSP response (RFC 6066 section 8), where it was asked for one in a full handshake. */
  ocspStapled?: boolean;
  /** "http/1.1", "h2", "h3" where the browser told. */
  alpn?: string;
  /** The HTTP status line's version, as given ("HTTP/2"). */
  httpVersion?: string;
  certificateTransparency?: CertificateTransparencyStatus;
  /** The browser ships the anchor of the built chain itself. */
  rootIsBuiltIn?: boolean;
  extendedValidation?: boolean;
  /** The browser consulted OCSP for this connection. */
  usedOcsp?: boolean;
  usedPrivateDns?: boolean;
  /** Bits of the symmetric key as the browser counts them. */
  secretKeyBits?: number;
  /** The person accepted a bad certificate; the browser names one reason. */
  exception?: CertificateException;
  /** The server's own certificate where the browser gave that alone (DER). */
  serverCertificate?: Uint8Array;
  /** Why the request failed, for onErrorOccurred. */
  error?: ConnectionError;
  /** Who told `builtChain`, `chainValid`, `rootIsBuiltIn` and `exception`, where not `source`: the add-on in the recorded browser. */
  verdictFrom?: VerdictTeller;
}

export const VERDICT_TELLERS = ["add-on"] as const;
export type VerdictTeller = (typeof VERDICT_TELLERS)[number];

/** Reasons for which browsers say that a person accepted a bad certificate. */
export const CERTIFICATE_EXCEPTIONS = ["trust", "name", "time", "unknown"] as const;

export type CertificateTransparencyStatus =
  | "not_applicable" | "policy_compliant" | "policy_not_enough_scts" | "policy_not_diverse_scts";

/** `unknown`: the browser says that there is an exception and not why. */
export type CertificateException = (typeof CERTIFICATE_EXCEPTIONS)[number];

export interface ConnectionError {
  /** Stable code of ours, or "failed" where the browser's words are not known to us. */
  code: string;
  /** The browser's own words or name, unchanged. */
  message: string;
  /** The browser's name of the error, which does not depend on its language, where it told one: "SEC_ERROR_UNKNOWN_ISSUER". */
  name?: string;
  /** The kind of certificate error that the browser found first, where it told; the certificate may have others. */
  category?: CertificateException;
}

/** RFC 6797 section 6.1. */
export interface Hsts {
  /** Seconds. */
  maxAge: number;
  includeSubDomains?: boolean;
  preload?: boolean;
}
