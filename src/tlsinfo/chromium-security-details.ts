import { cipherSuiteByName, type CipherSuite } from "../core/registry/cipher-suites.ts";
import { groupByName } from "../core/registry/groups.ts";
import { signatureSchemeById } from "../core/registry/signature-schemes.ts";
import { setQuicParameters, whyNoGroup } from "./firefox-security-info.ts";
import type { TlsExtra, TlsField, TlsInfo, Unavailable } from "../core/tls-info.ts";

/** Network.SecurityDetails of the DevTools protocol, as far as it is used here. */
export interface SecurityDetails {
  /** "TLS 1.3", "TLS 1.2", "QUIC". */
  protocol: string;
  /** "ECDHE_RSA", "RSA"; empty for TLS 1.3 and QUIC. */
  keyExchange: string;
  keyExchangeGroup?: string;
  /** "AES_128_GCM", "AES_256_CBC", "CHACHA20_POLY1305". */
  cipher: string;
  /** "HMAC-SHA1"; absent for AEAD ciphers. */
  mac?: string;
  /** SignatureScheme (uint16). */
  serverSignatureAlgorithm?: number;
  encryptedClientHello?: boolean;
  certificateTransparencyCompliance?: string;
  subjectName: string;
  sanList: string[];
  issuer: string;
  /** Seconds since the epoch. */
  validFrom: number;
  validTo: number;
}

/** Network.Response of the DevTools protocol, as far as it is used here. */
export interface DevToolsResponse {
  url: string;
  /** "h2", "http/1.1", "h3". */
  protocol?: string;
  fromDiskCache?: boolean;
  securityState?: string;
  /** Absent where there was no TLS. The state alone says nothing: plain http to localhost is "secure". */
  securityDetails?: SecurityDetails;
}

const VERSIONS: ReadonlySet<string> = new Set(["TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0"]);

/**
 * The TlsInfo of a response as Chromium's debugger tells it.
 *
 * @param chain what Network.getCertificate gave (DER, leaf first): for a valid connection the chain that the browser built,
 *   after an accepted bad certificate the one that the server sent; undefined where nothing was given
 * @param browser its brand and major version, which say whose roots it trusts
 * @returns undefined where the response came over no TLS connection
 */
export function tlsInfoOfResponse(response: DevToolsResponse, chain: readonly Uint8Array[] | undefined, browser?: TlsExtra["browser"]): TlsInfo | undefined {
  const details = response.securityDetails;
  if (details === undefined) return undefined;
  const unavailable: Partial<Record<TlsField, Unavailable>> = { resumed: "not-exposed", delegatedCredential: "not-exposed", rootIsBuiltIn: "not-exposed" };
  const extra: TlsExtra = { source: "chromium", unavailable, ...(browser === undefined ? {} : { browser }), fromCache: response.fromDiskCache ?? false };
  const quic = details.protocol === "QUIC";
  const tlsInfo: TlsInfo = { protocol: quic ? "QUIC" : "TLS", extra };

  readChain(tlsInfo, extra, unavailable, response.securityState, chain);
  const suite = suiteOf(details);
  const version = VERSIONS.has(details.protocol) ? details.protocol : undefined;
  if (quic) {
    // The version inside is not told; a suite of TLS 1.3 belongs to no other version (RFC 8446 section B.4).
    setQuicParameters(extra, unavailable, suite, suite?.keyExchange === "TLS13" ? "TLS 1.3" : undefined);
  } else {
    if (suite !== undefined) tlsInfo.cipherSuite = suite.id;
    else unavailable.cipherSuite = "unknown-value";
    if (version !== undefined) tlsInfo.tlsVersion = version;
    else unavailable.tlsVersion = "unknown-value";
  }
  readKeyExchange(tlsInfo, extra, unavailable, details, suite, version);

  if (response.protocol !== undefined && response.protocol !== "") extra.alpn = response.protocol;
  else unavailable.alpn = "not-exposed";
  if (details.encryptedClientHello !== undefined) extra.encryptedClientHello = details.encryptedClientHello;
  else unavailable.encryptedClientHello = "not-exposed";
  if (details.certificateTransparencyCompliance === "compliant") extra.certificateTransparency = "policy_compliant";
  // "not-compliant" does not say what is missing; "unknown" is what Chromium says of certificates that it does not check.
  else unavailable.certificateTransparency = details.certificateTransparencyCompliance === "not-compliant" ? "unknown-value" : "not-exposed";
  return tlsInfo;
}

function readChain(tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Partial<Record<TlsField, Unavailable>>, state: string | undefined, chain: readonly Uint8Array[] | undefined): void {
  const known = chain === undefined || chain.length === 0 ? undefined : [...chain];
  if (state === "secure") {
    tlsInfo.chainValid = true;
    unavailable.sentChain = "not-exposed";
    if (known !== undefined) tlsInfo.builtChain = known;
    else unavailable.builtChain = "bytes-missing";
  } else if (state === "insecure") {
    tlsInfo.chainValid = false;
    extra.exception = "unknown";
    unavailable.builtChain = "exception-accepted";
    if (known !== undefined) tlsInfo.sentChain = known;
    else unavailable.sentChain = "bytes-missing";
  } else {
    // What the chain is cannot be said where it is not known whether it is valid: its first certificate is the server's either way.
    unavailable.chainValid = "unknown-value";
    unavailable.builtChain = "unknown-value";
    unavailable.sentChain = "not-exposed";
    const [server] = known ?? [];
    if (server !== undefined) extra.serverCertificate = server;
  }
}

function readKeyExchange(tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Partial<Record<TlsField, Unavailable>>, details: SecurityDetails, suite: CipherSuite | undefined, version: string | undefined): void {
  const told = details.keyExchangeGroup ?? "";
  const missing = whyNoGroup(suite, version);
  const group = told === "" ? undefined : groupByName(told);
  if (group !== undefined) tlsInfo.keyExchangeGroup = group.name;
  else unavailable.keyExchangeGroup = told === "" ? missing : "unknown-value";

  // Without a signature (RSA key exchange) it is absent, or 0.
  const id = details.serverSignatureAlgorithm === 0 ? undefined : details.serverSignatureAlgorithm;
  const scheme = id === undefined ? undefined : signatureSchemeById(id);
  if (scheme !== undefined) extra.signatureScheme = scheme.name;
  else unavailable.signatureScheme = id === undefined ? missing : "unknown-value";
}

/** The suite that the parts name. TLS 1.3 has one suite for each of the ciphers that Chromium offers. */
function suiteOf({ keyExchange, cipher, mac }: SecurityDetails): CipherSuite | undefined {
  const hash = mac === undefined || mac === "" ? (cipher === "AES_256_GCM" ? "SHA384" : "SHA256") : mac.replace(/^HMAC-/, "").replace(/^SHA1$/, "SHA");
  return cipherSuiteByName(keyExchange === "" ? `TLS_${cipher}_${hash}` : `TLS_${keyExchange}_WITH_${cipher}_${hash}`);
}
