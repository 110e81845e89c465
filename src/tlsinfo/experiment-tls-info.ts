import { cipherSuiteByName } from "../core/registry/cipher-suites.ts";
import { groupByName } from "../core/registry/groups.ts";
import { signatureSchemeByName } from "../core/registry/signature-schemes.ts";
import type { ExperimentCertificate, ExperimentRecord, ExperimentSecurity } from "./experiment-record.ts";
import { isCertificateFailure } from "./firefox-errors.ts";
import { setQuicParameters, whyNoGroup } from "./firefox-security-info.ts";
import type { CertificateException, TlsExtra, TlsField, TlsInfo, Unavailable } from "../core/tls-info.ts";

/** The bytes of a certificate, from this record or an earlier one; undefined where they never came. */
export type BytesOfExperiment = (certificate: ExperimentCertificate) => Uint8Array | undefined;

const VERSIONS: Readonly<Record<number, string>> = { 0: "SSL 3.0", 1: "TLS 1.0", 2: "TLS 1.1", 3: "TLS 1.2", 4: "TLS 1.3" };

const EXCEPTIONS: Readonly<Record<string, CertificateException>> = { trust: "trust", domain: "name", time: "time", unknown: "unknown" };

/** Where each field of ours comes from. */
const SOURCES: Readonly<Record<TlsField, keyof ExperimentSecurity>> = {
  builtChain: "succeededCertChain", sentChain: "handshakeCertificates", chainValid: "securityState", protocol: "negotiatedNPN",
  cipherSuite: "cipherName", tlsVersion: "protocolVersion", keyExchangeGroup: "keaGroupName", signatureScheme: "signatureSchemeName",
  encryptedClientHello: "isAcceptedEch", delegatedCredential: "isDelegatedCredential", resumed: "resumed", alpn: "negotiatedNPN",
  certificateTransparency: "certificateTransparencyStatus", rootIsBuiltIn: "isBuiltCertChainRootBuiltInRoot",
};

/**
 * The TlsInfo of one of the experiment's records.
 *
 * @returns undefined where a response came over no TLS connection
 */
export function tlsInfoOfRecord(record: ExperimentRecord, bytesOf: BytesOfExperiment): TlsInfo | undefined {
  const { security } = record;
  const failed = record.at === "failed";
  if (security === null && !failed) return undefined;
  const unavailable: Partial<Record<TlsField, Unavailable>> = {};
  const extra: TlsExtra = { source: "experiment", unavailable, fromCache: record.fromCache };
  const tlsInfo: TlsInfo = { extra };
  if (security === undefined || security === null) {
    for (const field of Object.keys(SOURCES) as TlsField[]) unavailable[field] = security === null ? "handshake-failed" : "read-failed";
    return tlsInfo;
  }
  const facts = new Facts(record, security, unavailable);
  const quic = isQuic(record, security);
  if (quic !== undefined) tlsInfo.protocol = quic ? "QUIC" : "TLS";
  else unavailable.protocol = facts.whyNot("protocol");
  if (record.httpVersion !== undefined && record.httpVersion !== "") extra.httpVersion = record.httpVersion;

  readChains(tlsInfo, extra, facts, bytesOf);
  readParameters(tlsInfo, extra, facts, quic === true);

  if (facts.told("resumed", security.resumed)) extra.resumed = security.resumed;
  if (security.negotiatedNPN === "" && !failed) unavailable.alpn = "none";
  else if (facts.told("alpn", security.negotiatedNPN)) extra.alpn = security.negotiatedNPN;
  if (facts.told("encryptedClientHello", security.isAcceptedEch)) extra.encryptedClientHello = security.isAcceptedEch;
  if (facts.told("delegatedCredential", security.isDelegatedCredential)) extra.delegatedCredential = security.isDelegatedCredential;
  const transparency = security.certificateTransparencyStatus;
  if (transparency === "unknown") unavailable.certificateTransparency = "unknown-value";
  else if (!failed && facts.told("certificateTransparency", transparency)) extra.certificateTransparency = transparency;
  else unavailable.certificateTransparency = facts.whyNot("certificateTransparency");
  if (!failed) {
    if (security.isExtendedValidation !== undefined) extra.extendedValidation = security.isExtendedValidation;
    if (security.secretKeyLength !== undefined && security.secretKeyLength > 0) extra.secretKeyBits = security.secretKeyLength;
    if (security.madeOCSPRequests !== undefined) extra.usedOcsp = security.madeOCSPRequests;
    if (security.usedPrivateDNS !== undefined) extra.usedPrivateDns = security.usedPrivateDNS;
  }
  return tlsInfo;
}

/**
 * The name of the error that a failed request ended in, whatever the browser's language: that of NSS where the handshake
 * failed, else Gecko's. undefined where there is none.
 */
export function errorNameOf({ security, status }: ExperimentRecord): string | undefined {
  const name = security?.errorCodeString;
  if (name !== undefined && /^(?:SEC|SSL|MOZILLA_PKIX)_ERROR_/.test(name)) return name;
  return status !== undefined && /^NS_[A-Z0-9_]+$/.test(status) ? status : undefined;
}

/** The kind of certificate error that Firefox names first; undefined where the failure is of another kind. */
export function categoryOf({ security }: ExperimentRecord): CertificateException | undefined {
  const category = security?.overridableErrorCategory;
  return category === undefined || category === "unset" ? undefined : EXCEPTIONS[category] ?? "unknown";
}

/** A record with what is said where a field has no value. */
class Facts {
  readonly record: ExperimentRecord;
  readonly security: ExperimentSecurity;
  readonly unavailable: Partial<Record<TlsField, Unavailable>>;

  constructor(record: ExperimentRecord, security: ExperimentSecurity, unavailable: Partial<Record<TlsField, Unavailable>>) {
    this.record = record;
    this.security = security;
    this.unavailable = unavailable;
  }

  get failed(): boolean {
    return this.record.at === "failed";
  }

  whyNot(field: TlsField): Unavailable {
    const quic = this.record.httpVersion?.startsWith("h3") === true;
    // Firefox throws where QUIC does not tell it.
    if (this.record.unreadable.includes(SOURCES[field])) return quic ? "quic" : this.failed ? "handshake-failed" : "read-failed";
    return this.failed && this.security[SOURCES[field]] !== undefined ? "handshake-failed" : "not-exposed";
  }

  /** Whether there is a value; if not, says why. A failed handshake tells nothing by an empty one. */
  told<Value>(field: TlsField, value: Value | undefined): value is Value {
    if (value !== undefined && !(this.failed && (value === "" || value === false))) return true;
    this.unavailable[field] = this.whyNot(field);
    return false;
  }
}

function isQuic({ httpVersion, at }: ExperimentRecord, { negotiatedNPN }: ExperimentSecurity): boolean | undefined {
  const named = httpVersion !== undefined && httpVersion !== "" ? httpVersion : negotiatedNPN;
  if (named === undefined || named === "") return at === "failed" ? undefined : false;
  return named.startsWith("h3");
}

function readChains(tlsInfo: TlsInfo, extra: TlsExtra, facts: Facts, bytesOf: BytesOfExperiment): void {
  const { security, unavailable, failed } = facts;
  const sent = security.handshakeCertificates;
  if (sent === undefined || sent.length === 0) {
    unavailable.sentChain = sent !== undefined && security.resumed === true ? "resumed" : facts.whyNot("sentChain");
  } else {
    const chain = bytesOfAll(sent, bytesOf);
    if (chain !== undefined) tlsInfo.sentChain = chain;
    else unavailable.sentChain = "bytes-missing";
  }

  const exception = failed ? undefined : categoryOf(facts.record);
  if (exception !== undefined) extra.exception = exception;
  const refused = failed && isCertificateFailure(security.errorCodeString ?? "");
  const built = security.succeededCertChain;
  if (built === undefined || built.length === 0) {
    unavailable.builtChain = exception !== undefined ? "exception-accepted" : facts.whyNot("builtChain");
    unavailable.rootIsBuiltIn = unavailable.builtChain;
  } else {
    const chain = bytesOfAll(built, bytesOf);
    if (chain !== undefined) tlsInfo.builtChain = chain;
    else unavailable.builtChain = "bytes-missing";
    if (facts.told("rootIsBuiltIn", security.isBuiltCertChainRootBuiltInRoot)) extra.rootIsBuiltIn = security.isBuiltCertChainRootBuiltInRoot;
  }

  if (exception !== undefined || refused) tlsInfo.chainValid = false;
  else if (built !== undefined && built.length > 0) tlsInfo.chainValid = true;
  else unavailable.chainValid = facts.whyNot("chainValid");
}

function bytesOfAll(certificates: readonly ExperimentCertificate[], bytesOf: BytesOfExperiment): Uint8Array[] | undefined {
  const bytes = certificates.map(bytesOf).filter((der) => der !== undefined);
  return bytes.length === certificates.length ? bytes : undefined;
}

/** Version, suite, group and signature. */
function readParameters(tlsInfo: TlsInfo, extra: TlsExtra, facts: Facts, quic: boolean): void {
  const { security, unavailable } = facts;
  const suiteName = security.cipherName === "" ? undefined : security.cipherName;
  const suite = suiteName === undefined ? undefined : cipherSuiteByName(suiteName);
  const version = security.protocolVersion === undefined ? undefined : VERSIONS[security.protocolVersion];
  if (quic) {
    setQuicParameters(extra, unavailable, suite, version);
  } else {
    if (suite !== undefined) tlsInfo.cipherSuite = suite.id;
    else unavailable.cipherSuite = suiteName === undefined ? facts.whyNot("cipherSuite") : "unknown-value";
    // Before the server has spoken the version is but the lowest that there is.
    if (version !== undefined && (suite !== undefined || !facts.failed)) tlsInfo.tlsVersion = version;
    else unavailable.tlsVersion = facts.whyNot("tlsVersion");
  }
  const missing = facts.failed ? "handshake-failed" : whyNoGroup(suite, version, security.resumed);
  const groupName = security.keaGroupName;
  const group = groupName === undefined ? undefined : groupByName(groupName);
  if (group !== undefined) tlsInfo.keyExchangeGroup = group.name;
  else unavailable.keyExchangeGroup = isNone(groupName) ? missing : groupName === undefined ? facts.whyNot("keyExchangeGroup") : "unknown-value";
  const schemeName = security.signatureSchemeName;
  const scheme = schemeName === undefined ? undefined : signatureSchemeByName(schemeName);
  if (scheme !== undefined) extra.signatureScheme = scheme.name;
  else unavailable.signatureScheme = isNone(schemeName) ? missing : schemeName === undefined ? facts.whyNot("signatureScheme") : "unknown-value";
}

function isNone(name: string | undefined): boolean {
  return name === "none" || name === "";
}
