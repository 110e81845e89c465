import type { CertificateException, ConnectionError } from "../tls-info.ts";

// net/base/net_error_list.h of Chromium (https://source.chromium.org), as of 2026-11. Codes as in firefox-errors.ts.
const ERRORS: Readonly<Record<string, string>> = {
  ERR_ABORTED: "aborted",
  ERR_BLOCKED_BY_CLIENT: "aborted",
  ERR_BLOCKED_BY_RESPONSE: "aborted",
  ERR_BLOCKED_BY_ADMINISTRATOR: "aborted",
  ERR_CERT_AUTHORITY_INVALID: "certificate-untrusted",
  ERR_CERT_KNOWN_INTERCEPTION_BLOCKED: "certificate-untrusted",
  ERR_CERT_DATE_INVALID: "certificate-expired",
  ERR_CERT_COMMON_NAME_INVALID: "certificate-name-mismatch",
  ERR_CERT_REVOKED: "certificate-revoked",
  ERR_CERT_WEAK_KEY: "certificate-weak",
  ERR_CERT_WEAK_SIGNATURE_ALGORITHM: "certificate-weak",
  ERR_SSL_WEAK_SERVER_EPHEMERAL_DH_KEY: "tls-handshake",
  ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN: "certificate-pinning",
  ERR_CERTIFICATE_TRANSPARENCY_REQUIRED: "certificate-transparency",
  ERR_CERT_CONTAINS_ERRORS: "certificate-invalid",
  ERR_CERT_INVALID: "certificate-invalid",
  ERR_CERT_NON_UNIQUE_NAME: "certificate-invalid",
  ERR_CERT_NAME_CONSTRAINT_VIOLATION: "certificate-invalid",
  ERR_CERT_VALIDITY_TOO_LONG: "certificate-invalid",
  ERR_CERT_SELF_SIGNED_LOCAL_NETWORK: "certificate-self-signed",
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: "tls-no-common-cipher",
  ERR_SSL_OBSOLETE_CIPHER: "tls-no-common-cipher",
  ERR_SSL_OBSOLETE_VERSION: "tls-version",
  ERR_CONNECTION_RESET: "connection-reset",
  ERR_CONNECTION_REFUSED: "connection-refused",
  ERR_CONNECTION_CLOSED: "connection-closed",
  ERR_CONNECTION_ABORTED: "connection-closed",
  ERR_CONNECTION_FAILED: "connection-closed",
  ERR_EMPTY_RESPONSE: "connection-closed",
  ERR_SOCKET_NOT_CONNECTED: "connection-closed",
  ERR_CONNECTION_TIMED_OUT: "connection-timeout",
  ERR_TIMED_OUT: "connection-timeout",
  ERR_NAME_NOT_RESOLVED: "host-not-found",
  ERR_NAME_RESOLUTION_FAILED: "host-not-found",
  ERR_ADDRESS_UNREACHABLE: "connection-refused",
  ERR_INTERNET_DISCONNECTED: "offline",
  ERR_NETWORK_CHANGED: "offline",
  ERR_PROXY_CONNECTION_FAILED: "proxy",
  ERR_TUNNEL_CONNECTION_FAILED: "proxy",
  ERR_PROXY_CERTIFICATE_INVALID: "proxy",
  ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: "proxy",
};

/** Errors of a certificate that a person can pass over, by what they say of it. */
const CATEGORIES: Readonly<Record<string, CertificateException>> = {
  ERR_CERT_AUTHORITY_INVALID: "trust", ERR_CERT_DATE_INVALID: "time", ERR_CERT_COMMON_NAME_INVALID: "name",
};

/** Whether the text is an error as Chromium names it, the same in every language: "net::ERR_CERT_DATE_INVALID". */
export function isChromiumError(error: string): boolean {
  return /^net::ERR_[A-Z0-9_]+$/.test(error);
}

/**
 * What `details.error` of webRequest and of webNavigation says in Chromium. ERR_CERT_DATE_INVALID is one name for a
 * certificate that is over and for one that has not begun: the code for both is "certificate-expired".
 */
export function chromiumError(error: string): ConnectionError {
  const name = error.replace(/^net::/, "");
  const category = Object.hasOwn(CATEGORIES, name) ? CATEGORIES[name] : undefined;
  return { code: codeOf(name), message: error, name, ...(category === undefined ? {} : { category }) };
}

/** Of an error that is not in the table, what its family says. */
function codeOf(name: string): string {
  const known = Object.hasOwn(ERRORS, name) ? ERRORS[name] : undefined;
  if (known !== undefined) return known;
  if (name.startsWith("ERR_CERT_")) return "certificate-invalid";
  if (name.startsWith("ERR_SSL_") || name.startsWith("ERR_ECH_")) return "tls-handshake";
  return name.startsWith("ERR_PROXY_") ? "proxy" : "failed";
}
