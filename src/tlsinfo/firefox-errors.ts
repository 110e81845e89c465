import { nameOfSentence } from "./firefox-sentences.ts";
import type { CertificateException, ConnectionError } from "../core/tls-info.ts";

/** What a failure means for the request. */
type Failure =
  | "certificate-untrusted" | "certificate-self-signed" | "certificate-expired" | "certificate-not-yet-valid"
  | "certificate-name-mismatch" | "certificate-revoked" | "certificate-weak" | "certificate-invalid" | "certificate-pinning"
  | "certificate-transparency" | "tls-version" | "tls-no-common-cipher" | "tls-handshake"
  | "connection-reset" | "connection-refused" | "connection-closed" | "connection-timeout" | "host-not-found"
  | "offline" | "proxy" | "aborted";

// NSS: lib/util/secerr.h, lib/ssl/sslerr.h (https://hg.mozilla.org/projects/nss), mozpkix's Result.h; as of 2026-11.
// Offsets from the base of each family.
const SEC_ERROR_BASE = 0x2000;
const SSL_ERROR_BASE = 0x3000;
const MOZILLA_PKIX_ERROR_BASE = 0x4000;

const NSS_ERRORS: readonly (readonly [base: number, offset: number, name: string, failure: Failure])[] = [
  [SEC_ERROR_BASE, 8, "SEC_ERROR_INVALID_TIME", "certificate-invalid"],
  [SEC_ERROR_BASE, 9, "SEC_ERROR_BAD_DER", "certificate-invalid"],
  [SEC_ERROR_BASE, 10, "SEC_ERROR_BAD_SIGNATURE", "certificate-invalid"],
  [SEC_ERROR_BASE, 11, "SEC_ERROR_EXPIRED_CERTIFICATE", "certificate-expired"],
  [SEC_ERROR_BASE, 12, "SEC_ERROR_REVOKED_CERTIFICATE", "certificate-revoked"],
  [SEC_ERROR_BASE, 13, "SEC_ERROR_UNKNOWN_ISSUER", "certificate-untrusted"],
  [SEC_ERROR_BASE, 20, "SEC_ERROR_UNTRUSTED_ISSUER", "certificate-untrusted"],
  [SEC_ERROR_BASE, 21, "SEC_ERROR_UNTRUSTED_CERT", "certificate-untrusted"],
  [SEC_ERROR_BASE, 30, "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE", "certificate-expired"],
  [SEC_ERROR_BASE, 34, "SEC_ERROR_EXTENSION_VALUE_INVALID", "certificate-invalid"],
  [SEC_ERROR_BASE, 36, "SEC_ERROR_CA_CERT_INVALID", "certificate-invalid"],
  [SEC_ERROR_BASE, 37, "SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID", "certificate-invalid"],
  [SEC_ERROR_BASE, 41, "SEC_ERROR_UNKNOWN_CRITICAL_EXTENSION", "certificate-invalid"],
  [SEC_ERROR_BASE, 90, "SEC_ERROR_INADEQUATE_KEY_USAGE", "certificate-invalid"],
  [SEC_ERROR_BASE, 91, "SEC_ERROR_INADEQUATE_CERT_TYPE", "certificate-invalid"],
  [SEC_ERROR_BASE, 112, "SEC_ERROR_CERT_NOT_IN_NAME_SPACE", "certificate-invalid"],
  [SEC_ERROR_BASE, 176, "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED", "certificate-weak"],
  [SSL_ERROR_BASE, 2, "SSL_ERROR_NO_CYPHER_OVERLAP", "tls-no-common-cipher"],
  [SSL_ERROR_BASE, 9, "SSL_ERROR_UNSUPPORTED_VERSION", "tls-version"],
  [SSL_ERROR_BASE, 12, "SSL_ERROR_BAD_CERT_DOMAIN", "certificate-name-mismatch"],
  [SSL_ERROR_BASE, 15, "SSL_ERROR_BAD_MAC_READ", "tls-handshake"],
  [SSL_ERROR_BASE, 22, "SSL_ERROR_UNKNOWN_CIPHER_SUITE", "tls-no-common-cipher"],
  [SSL_ERROR_BASE, 25, "SSL_ERROR_RX_RECORD_TOO_LONG", "tls-handshake"],
  [SSL_ERROR_BASE, 59, "SSL_ERROR_HANDSHAKE_UNEXPECTED_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 61, "SSL_ERROR_HANDSHAKE_FAILURE_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 62, "SSL_ERROR_ILLEGAL_PARAMETER_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 95, "SSL_ERROR_DECODE_ERROR_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 98, "SSL_ERROR_PROTOCOL_VERSION_ALERT", "tls-version"],
  [SSL_ERROR_BASE, 99, "SSL_ERROR_INSUFFICIENT_SECURITY_ALERT", "tls-no-common-cipher"],
  [SSL_ERROR_BASE, 100, "SSL_ERROR_INTERNAL_ERROR_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 106, "SSL_ERROR_UNRECOGNIZED_NAME_ALERT", "tls-handshake"],
  [SSL_ERROR_BASE, 115, "SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY", "tls-handshake"],
  [SSL_ERROR_BASE, 120, "SSL_ERROR_INVALID_VERSION_RANGE", "tls-version"],
  [SSL_ERROR_BASE, 131, "SSL_ERROR_INAPPROPRIATE_FALLBACK_ALERT", "tls-version"],
  [SSL_ERROR_BASE, 132, "SSL_ERROR_WEAK_SERVER_CERT_KEY", "certificate-weak"],
  [MOZILLA_PKIX_ERROR_BASE, 0, "MOZILLA_PKIX_ERROR_KEY_PINNING_FAILURE", "certificate-pinning"],
  [MOZILLA_PKIX_ERROR_BASE, 1, "MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 2, "MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE", "certificate-weak"],
  [MOZILLA_PKIX_ERROR_BASE, 3, "MOZILLA_PKIX_ERROR_V1_CERT_USED_AS_CA", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 5, "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE", "certificate-not-yet-valid"],
  [MOZILLA_PKIX_ERROR_BASE, 6, "MOZILLA_PKIX_ERROR_NOT_YET_VALID_ISSUER_CERTIFICATE", "certificate-not-yet-valid"],
  [MOZILLA_PKIX_ERROR_BASE, 7, "MOZILLA_PKIX_ERROR_SIGNATURE_ALGORITHM_MISMATCH", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 9, "MOZILLA_PKIX_ERROR_VALIDITY_TOO_LONG", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 10, "MOZILLA_PKIX_ERROR_REQUIRED_TLS_FEATURE_MISSING", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 11, "MOZILLA_PKIX_ERROR_INVALID_INTEGER_ENCODING", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 12, "MOZILLA_PKIX_ERROR_EMPTY_ISSUER_NAME", "certificate-invalid"],
  [MOZILLA_PKIX_ERROR_BASE, 14, "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "certificate-self-signed"],
  [MOZILLA_PKIX_ERROR_BASE, 15, "MOZILLA_PKIX_ERROR_MITM_DETECTED", "certificate-untrusted"],
  [MOZILLA_PKIX_ERROR_BASE, 16, "MOZILLA_PKIX_ERROR_INSUFFICIENT_CERTIFICATE_TRANSPARENCY", "certificate-transparency"],
];

// xpcom/base/ErrorList.py, NS_ERROR_MODULE_NETWORK (0x804B0000), as of 2026-11.
const NETWORK_ERRORS: readonly (readonly [result: number, name: string, failure: Failure])[] = [
  [0x804b0002, "NS_BINDING_ABORTED", "aborted"],
  [0x80004004, "NS_ERROR_ABORT", "aborted"],
  [0x804b000d, "NS_ERROR_CONNECTION_REFUSED", "connection-refused"],
  [0x804b000e, "NS_ERROR_NET_TIMEOUT", "connection-timeout"],
  [0x804b0010, "NS_ERROR_OFFLINE", "offline"],
  [0x804b0014, "NS_ERROR_NET_RESET", "connection-reset"],
  [0x804b0047, "NS_ERROR_NET_INTERRUPT", "connection-closed"],
  [0x804b001e, "NS_ERROR_UNKNOWN_HOST", "host-not-found"],
  [0x804b0052, "NS_ERROR_NET_INADEQUATE_SECURITY", "tls-handshake"],
  [0x804b0048, "NS_ERROR_PROXY_CONNECTION_REFUSED", "proxy"],
  [0x804b002a, "NS_ERROR_UNKNOWN_PROXY_HOST", "proxy"],
];

// What webRequest of Firefox ESR 140 says where it knows no error: how far the request came. Of the other stages none names a cause.
const STAGES: readonly (readonly [name: string, failure: Failure])[] = [
  ["NS_ERROR_NET_ON_RESOLVING", "host-not-found"],
  ["NS_ERROR_NET_ON_TLS_HANDSHAKE_STARTING", "tls-handshake"],
];

/** NS_ERROR_MODULE_SECURITY: an nsresult that carries an NSS error (nsNSSErrors.cpp). */
const NSS_RESULT = 0x805a0000;

const byName = new Map<string, Failure>([
  ...NSS_ERRORS.map(([, , name, failure]) => [name, failure] as const),
  ...NETWORK_ERRORS.map(([, name, failure]) => [name, failure] as const),
  ...STAGES,
]);
const byResult = new Map<number, { name: string; failure: Failure }>([
  ...NSS_ERRORS.map(([base, offset, name, failure]) => [NSS_RESULT + base - offset, { name, failure }] as const),
  ...NETWORK_ERRORS.map(([result, name, failure]) => [result, { name, failure }] as const),
]);

/**
 * What `details.error` of webRequest says. Firefox gives a name ("NS_ERROR_NET_RESET") or, for all that NSS finds,
 * a sentence in the person's language: the English ones are known, those of other languages give "failed".
 */
export function firefoxConnectionError(error: string): ConnectionError {
  const own = byName.get(error);
  if (own !== undefined) return { code: own, message: error };
  const name = nameOfSentence(error);
  return name === undefined ? { code: "failed", message: error } : namedError(name, error);
}

/**
 * What `details.error` of webNavigation says: "Error code N", N an nsresult, in every language. The message is the
 * name of the error. undefined where the text is another or the number is not known to us.
 */
export function firefoxNavigationError(error: string): ConnectionError | undefined {
  const result = /^Error code ([0-9]{1,10})$/.exec(error)?.[1];
  const known = result === undefined ? undefined : byResult.get(Number(result));
  return known === undefined ? undefined : { code: known.failure, message: known.name, name: known.name };
}

/** A failure whose name the browser told beside its own words: the name holds in every language. */
export function namedError(name: string, message: string, category?: CertificateException): ConnectionError {
  return { code: byName.get(name) ?? classOf(name), message, name, ...(category === undefined ? {} : { category }) };
}

/** Of an error that is not in the table, what its family says. NSS's own family, SEC_ERROR, says nothing. */
function classOf(name: string): string {
  if (name.startsWith("SSL_ERROR_")) return "tls-handshake";
  return name.startsWith("MOZILLA_PKIX_ERROR_") ? "certificate-invalid" : "failed";
}

/** Whether the browser refused the server's certificate, by the error's name. */
export function isCertificateFailure(name: string): boolean {
  return (byName.get(name) ?? classOf(name)).startsWith("certificate-");
}

/** Whether the request was given up by the page, the person or an add-on, which says nothing about the connection. */
export function isAborted(error: ConnectionError): boolean {
  return error.code === "aborted";
}

/** Whether the failure lies in the handshake, so that there is no connection to tell of. */
export function isHandshakeFailure(error: ConnectionError): boolean {
  return error.code.startsWith("certificate-") || error.code.startsWith("tls-");
}
