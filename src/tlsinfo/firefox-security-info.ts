import { cipherSuiteByName, type CipherSuite } from "../core/registry/cipher-suites.ts";
import { groupByName } from "../core/registry/groups.ts";
import { signatureSchemeByName } from "../core/registry/signature-schemes.ts";
import type { CertificateException, CertificateTransparencyStatus, TlsExtra, TlsField, TlsInfo, Unavailable } from "../core/tls-info.ts";

/** What Firefox's webRequest.getSecurityInfo resolves to (toolkit/components/extensions/webrequest/SecurityInfo.sys.mjs). */
export interface FirefoxSecurityInfo {
  state: "insecure" | "broken" | "weak" | "secure";
  errorMessage?: string;
  cipherSuite?: string;
  secretKeyLength?: number;
  keaGroupName?: string;
  signatureSchemeName?: string;
  overridableErrorCategory?: string;
  isExtendedValidation?: boolean;
  certificateTransparencyStatus?: string;
  protocolVersion?: string;
  certificates?: FirefoxCertificate[];
  usedEch?: boolean;
  usedDelegatedCredentials?: boolean;
  usedOcsp?: boolean;
  usedPrivateDns?: boolean;
}

export interface FirefoxCertificate {
  fingerprint: { sha256: string };
  isBuiltInRoot: boolean;
  rawDER?: number[];
}

/** What the request itself tells, beside getSecurityInfo. */
export interface ResponseFacts {
  statusLine: string;
  fromCache: boolean;
}

/** The bytes of a certificate, from the answer or from an earlier one; undefined where they never came. */
export type BytesOfFirefox = (certificate: FirefoxCertificate) => Uint8Array | undefined;

const VERSIONS: Readonly<Record<string, string>> = { "TLSv1": "TLS 1.0", "TLSv1.1": "TLS 1.1", "TLSv1.2": "TLS 1.2", "TLSv1.3": "TLS 1.3" };

const EXCEPTIONS: Readonly<Record<string, CertificateException>> = {
  trust_error: "trust", domain_mismatch: "name", expired_or_not_yet_valid: "time",
};

const TRANSPARENCY: ReadonlySet<string> = new Set<CertificateTransparencyStatus>([
  "not_applicable", "policy_compliant", "policy_not_enough_scts", "policy_not_diverse_scts",
]);

/**
 * The TlsInfo of a response in Firefox.
 *
 * @param info the answer to `certificateChain: true`
 * @param alone the answer without it, whose one certificate is the server's own; needed only where an exception was made
 * @returns undefined where the response came over no TLS connection (state "insecure")
 */
export function tlsInfoOf(info: FirefoxSecurityInfo, alone: FirefoxSecurityInfo | undefined, response: ResponseFacts, bytesOf: BytesOfFirefox): TlsInfo | undefined {
  if (info.state === "insecure") return undefined;
  const unavailable: Partial<Record<TlsField, Unavailable>> = { sentChain: "not-exposed", resumed: "not-exposed", alpn: "not-exposed" };
  const extra: TlsExtra = { source: "firefox", unavailable, fromCache: response.fromCache };
  const tlsInfo: TlsInfo = { extra };
  const quic = /^HTTP\/3(?:\.|\s|$)/.test(response.statusLine);
  const httpVersion = /^HTTP\/[0-9.]+/.exec(response.statusLine)?.[0];
  if (httpVersion !== undefined) extra.httpVersion = httpVersion;
  tlsInfo.protocol = quic ? "QUIC" : "TLS";

  readChain(tlsInfo, extra, unavailable, info, alone, bytesOf);
  const suite = info.cipherSuite === undefined ? undefined : cipherSuiteByName(info.cipherSuite);
  const version = info.protocolVersion === undefined ? undefined : VERSIONS[info.protocolVersion];
  if (quic) {
    setQuicParameters(extra, unavailable, suite, version);
  } else {
    if (suite !== undefined) tlsInfo.cipherSuite = suite.id;
    else unavailable.cipherSuite = whyNot(info.cipherSuite);
    if (version !== undefined) tlsInfo.tlsVersion = version;
    else unavailable.tlsVersion = whyNot(info.protocolVersion);
  }
  readKeyExchange(tlsInfo, extra, unavailable, info, suite, version);

  if (info.certificateTransparencyStatus !== undefined && TRANSPARENCY.has(info.certificateTransparencyStatus)) {
    extra.certificateTransparency = info.certificateTransparencyStatus as CertificateTransparencyStatus;
  } else {
    unavailable.certificateTransparency = whyNot(info.certificateTransparencyStatus);
  }
  if (quic) {
    // Firefox cannot read the two of a QUIC connection, and says false all the same.
    unavailable.encryptedClientHello = "quic";
    unavailable.delegatedCredential = "quic";
  } else {
    if (info.usedEch !== undefined) extra.encryptedClientHello = info.usedEch;
    if (info.usedDelegatedCredentials !== undefined) extra.delegatedCredential = info.usedDelegatedCredentials;
  }
  if (info.isExtendedValidation !== undefined) extra.extendedValidation = info.isExtendedValidation;
  if (info.usedOcsp !== undefined) extra.usedOcsp = info.usedOcsp;
  if (info.usedPrivateDns !== undefined) extra.usedPrivateDns = info.usedPrivateDns;
  if (info.secretKeyLength !== undefined) extra.secretKeyBits = info.secretKeyLength;
  return tlsInfo;
}

/** Fields of a response whose information could not be read. */
export function unreadableInfo(source: TlsExtra["source"], reason: Unavailable): TlsInfo {
  const fields: TlsField[] = [
    "builtChain", "sentChain", "chainValid", "protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme",
    "encryptedClientHello", "delegatedCredential", "resumed", "alpn", "certificateTransparency", "rootIsBuiltIn",
  ];
  return { extra: { source, unavailable: Object.fromEntries(fields.map((field) => [field, reason])) } };
}

function readChain(
  tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Partial<Record<TlsField, Unavailable>>,
  info: FirefoxSecurityInfo, alone: FirefoxSecurityInfo | undefined, bytesOf: BytesOfFirefox,
): void {
  const certificates = info.certificates ?? [];
  const exception = info.overridableErrorCategory === undefined ? undefined : EXCEPTIONS[info.overridableErrorCategory] ?? "unknown";
  const server = alone?.certificates?.[0];
  if (exception !== undefined) {
    extra.exception = exception;
    tlsInfo.chainValid = false;
    unavailable.builtChain = "exception-accepted";
    unavailable.rootIsBuiltIn = "exception-accepted";
    const der = server === undefined ? undefined : bytesOf(server);
    if (der !== undefined) extra.serverCertificate = der;
    return;
  }
  if (info.state === "broken") {
    tlsInfo.chainValid = false;
    unavailable.builtChain = "handshake-failed";
    unavailable.rootIsBuiltIn = "handshake-failed";
    return;
  }
  const anchor = certificates.at(-1);
  if (anchor === undefined) {
    // No chain and no exception: Firefox tells neither what it built nor whether it was content.
    unavailable.builtChain = "not-exposed";
    unavailable.chainValid = "not-exposed";
    unavailable.rootIsBuiltIn = "not-exposed";
    const der = server === undefined ? undefined : bytesOf(server);
    if (der !== undefined) extra.serverCertificate = der;
    return;
  }
  tlsInfo.chainValid = true;
  extra.rootIsBuiltIn = anchor.isBuiltInRoot;
  const chain = certificates.map(bytesOf).filter((der) => der !== undefined);
  if (chain.length === certificates.length) tlsInfo.builtChain = chain;
  else unavailable.builtChain = "bytes-missing";
}

function readKeyExchange(
  tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Partial<Record<TlsField, Unavailable>>,
  info: FirefoxSecurityInfo, suite: CipherSuite | undefined, version: string | undefined,
): void {
  const missing = whyNoGroup(suite, version);
  const group = info.keaGroupName === undefined ? undefined : groupByName(info.keaGroupName);
  if (group !== undefined) tlsInfo.keyExchangeGroup = group.name;
  else unavailable.keyExchangeGroup = info.keaGroupName === undefined ? missing : "unknown-value";

  const scheme = info.signatureSchemeName === undefined ? undefined : signatureSchemeByName(info.signatureSchemeName);
  if (scheme !== undefined) extra.signatureScheme = scheme.name;
  else unavailable.signatureScheme = info.signatureSchemeName === undefined ? missing : "unknown-value";
}

/**
 * Firefox leaves out group and signature both where there was none and where a resumed session forgot them.
 * `resumed`: whether it was one, where that is known.
 */
export function whyNoGroup(suite: CipherSuite | undefined, version: string | undefined, resumed?: boolean): Unavailable {
  if (suite === undefined) return "not-exposed";
  if (suite.keyExchange === "RSA" || suite.keyExchange === "PSK") return "none";
  if (resumed !== undefined) return resumed ? "resumed" : "not-exposed";
  const forgetful = version !== undefined && version !== "TLS 1.3" && (suite.keyExchange === "ECDHE" || suite.keyExchange === "DHE");
  return forgetful ? "resumed" : "not-exposed";
}

function whyNot(told: string | undefined): Unavailable {
  return told === undefined ? "not-exposed" : "unknown-value";
}

/** The proposal leaves suite and version out for QUIC: those of the handshake inside stand apart (RFC 9001). */
export function setQuicParameters(extra: TlsExtra, unavailable: Partial<Record<TlsField, Unavailable>>, suite: CipherSuite | undefined, version: string | undefined): void {
  extra.quic = { ...(suite === undefined ? {} : { cipherSuite: suite.id }), ...(version === undefined ? {} : { tlsVersion: version }) };
  unavailable.cipherSuite = "quic";
  unavailable.tlsVersion = "quic";
}
