import assert from "node:assert/strict";
import { test } from "node:test";
import { firefoxConnectionError, isAborted, isHandshakeFailure, namedError, firefoxNavigationError } from "../../../src/tlsinfo/firefox-errors.ts";

// As Firefox ESR 153 told them for pages that fail in these ways.
test("the number of a failed navigation is the error, in every language", () => {
  for (const [number, name, code] of [
    [2153398258, "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "certificate-self-signed"],
    [2153390072, "SEC_ERROR_INVALID_TIME", "certificate-invalid"],
    [2153394164, "SSL_ERROR_BAD_CERT_DOMAIN", "certificate-name-mismatch"],
    [2153394078, "SSL_ERROR_PROTOCOL_VERSION_ALERT", "tls-version"],
    [2152398868, "NS_ERROR_NET_RESET", "connection-reset"],
    [2152398878, "NS_ERROR_UNKNOWN_HOST", "host-not-found"],
  ] as const) {
    assert.deepEqual(firefoxNavigationError(`Error code ${number}`), { code, message: name, name });
  }
});

test("navigations that were given up, and numbers that are not known", () => {
  assert.equal(isAborted(firefoxNavigationError("Error code 2152398850") ?? { code: "", message: "" }), true);
  assert.equal(firefoxNavigationError("Error code 1"), undefined);
  assert.equal(firefoxNavigationError("Error code 99999999999999999999"), undefined);
  assert.equal(firefoxNavigationError("Fehler 2152398868"), undefined);
});

test("English sentences are known, whatever their apostrophes", () => {
  const error = { code: "certificate-untrusted", name: "SEC_ERROR_UNKNOWN_ISSUER" };
  for (const message of ["Peer’s Certificate issuer is not recognized.", "Peer's Certificate issuer is not recognized."]) assert.deepEqual(firefoxConnectionError(message), { ...error, message });
  assert.equal(firefoxConnectionError("The certificate is not trusted because it is self-signed.").code, "certificate-self-signed");
});

test("a name that is not in the table has the class of its family, where that says one", () => {
  assert.equal(namedError("SSL_ERROR_RX_MALFORMED_SERVER_HELLO", "…").code, "tls-handshake");
  assert.equal(namedError("MOZILLA_PKIX_ERROR_ISSUER_NO_LONGER_TRUSTED", "…").code, "certificate-invalid");
  assert.equal(namedError("SEC_ERROR_NO_MEMORY", "…").code, "failed");
  assert.deepEqual(namedError("SEC_ERROR_EXPIRED_CERTIFICATE", "Abgelaufen.", "time"), { code: "certificate-expired", message: "Abgelaufen.", name: "SEC_ERROR_EXPIRED_CERTIFICATE", category: "time" });
});

test("how far a request came, which Firefox ESR 140 says in place of an error, is a failure's class only where it leaves one", () => {
  const code = (stage: string): string => firefoxConnectionError(`NS_ERROR_NET_ON_${stage}`).code;
  assert.equal(code("RESOLVING"), "host-not-found");
  assert.equal(code("TLS_HANDSHAKE_STARTING"), "tls-handshake");
  for (const stage of ["RESOLVED", "CONNECTING_TO", "CONNECTED_TO", "TLS_HANDSHAKE_ENDED", "SENDING_TO", "WAITING_FOR", "RECEIVING_FROM", "RESPONSE_START"]) assert.equal(code(stage), "failed", stage);
  assert.deepEqual(firefoxConnectionError("NS_ERROR_NET_UNKNOWN_20487"), { code: "failed", message: "NS_ERROR_NET_UNKNOWN_20487" });
});

test("names are known, and sentences are kept without a guess", () => {
  assert.deepEqual(firefoxConnectionError("NS_ERROR_NET_RESET"), { code: "connection-reset", message: "NS_ERROR_NET_RESET" });
  assert.equal(isAborted(firefoxConnectionError("NS_BINDING_ABORTED")), true);
  assert.deepEqual(firefoxConnectionError("Das Zertifikat ist abgelaufen."), { code: "failed", message: "Das Zertifikat ist abgelaufen." });
  assert.equal(firefoxConnectionError("toString").code, "failed");
  assert.equal(isHandshakeFailure(firefoxConnectionError("SEC_ERROR_UNKNOWN_ISSUER")), true);
  assert.equal(isHandshakeFailure(firefoxConnectionError("NS_ERROR_OFFLINE")), false);
});
