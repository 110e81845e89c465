import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionError, navigationError } from "../../../../src/tlsinfo/errors.ts";
import { firefoxConnectionError as inFirefox } from "../../../../src/tlsinfo/firefox-errors.ts";
import { chromiumError } from "../../../../src/core/registry/chromium-errors.ts";

test("Chromium's names give the codes that Firefox's give for the same fault", () => {
  for (const [chromium, firefox] of [
    ["net::ERR_CONNECTION_RESET", "NS_ERROR_NET_RESET"], ["net::ERR_CONNECTION_REFUSED", "NS_ERROR_CONNECTION_REFUSED"], ["net::ERR_NAME_NOT_RESOLVED", "NS_ERROR_UNKNOWN_HOST"],
    ["net::ERR_ABORTED", "NS_BINDING_ABORTED"], ["net::ERR_INTERNET_DISCONNECTED", "NS_ERROR_OFFLINE"], ["net::ERR_PROXY_CONNECTION_FAILED", "NS_ERROR_PROXY_CONNECTION_REFUSED"],
  ] as const) assert.equal(chromiumError(chromium).code, inFirefox(firefox).code, chromium);
});

test("an error of a certificate says which kind it is", () => {
  assert.deepEqual(chromiumError("net::ERR_CERT_DATE_INVALID"), { code: "certificate-expired", message: "net::ERR_CERT_DATE_INVALID", name: "ERR_CERT_DATE_INVALID", category: "time" });
  assert.equal(chromiumError("net::ERR_CERT_AUTHORITY_INVALID").category, "trust");
  assert.equal(chromiumError("net::ERR_CERT_COMMON_NAME_INVALID").category, "name");
  assert.equal(chromiumError("net::ERR_CERT_REVOKED").category, undefined);
});

test("an error that is not in the table is of its family, or failed", () => {
  assert.equal(chromiumError("net::ERR_CERT_OF_TOMORROW").code, "certificate-invalid");
  assert.equal(chromiumError("net::ERR_SSL_OF_TOMORROW").code, "tls-handshake");
  assert.equal(chromiumError("net::ERR_TOMORROW").code, "failed");
  assert.equal(chromiumError("net::constructor").code, "failed");
});

test("each browser's words are told apart", () => {
  assert.equal(connectionError("net::ERR_CERT_REVOKED").code, "certificate-revoked");
  assert.equal(connectionError("NS_ERROR_NET_RESET").code, "connection-reset");
  assert.equal(connectionError("net::nonsense").code, "failed");
  assert.equal(navigationError("net::ERR_CONNECTION_RESET")?.code, "connection-reset");
  assert.equal(navigationError("Error code 2152398868")?.code, "connection-reset");
  assert.equal(navigationError("nonsense"), undefined);
});
