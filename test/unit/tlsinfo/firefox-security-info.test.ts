import assert from "node:assert/strict";
import { test } from "node:test";
import { tlsInfoOf, type FirefoxCertificate, type FirefoxSecurityInfo } from "../../../src/tlsinfo/firefox-security-info.ts";

const certificate = (fingerprint: string, isBuiltInRoot = false): FirefoxCertificate => ({ fingerprint: { sha256: fingerprint }, isBuiltInRoot, rawDER: [0x30, 0x00] });
const bytesOf = ({ rawDER }: FirefoxCertificate): Uint8Array | undefined => rawDER === undefined ? undefined : Uint8Array.from(rawDER);
const response = { statusLine: "HTTP/2.0 200 ", fromCache: false };

/** As Firefox ESR 153 answered for a TLS 1.3 server. */
const RECORDED: FirefoxSecurityInfo = {
  state: "secure", cipherSuite: "TLS_AES_256_GCM_SHA384", secretKeyLength: 256, keaGroupName: "x25519", signatureSchemeName: "ECDSA-P256-SHA256",
  isExtendedValidation: false, certificateTransparencyStatus: "not_applicable", protocolVersion: "TLSv1.3",
  certificates: [certificate("AA"), certificate("BB", true)], usedEch: false, usedDelegatedCredentials: false, usedOcsp: false, usedPrivateDns: false,
};

test("the proposal's fields have its types, and all else lies in extra", () => {
  const info = tlsInfoOf(RECORDED, undefined, response, bytesOf);
  assert.ok(info !== undefined);
  assert.deepEqual(Object.keys(info).sort(), ["builtChain", "chainValid", "cipherSuite", "extra", "keyExchangeGroup", "protocol", "tlsVersion"]);
  assert.equal(info.cipherSuite, 0x1302);
  assert.equal(info.tlsVersion, "TLS 1.3");
  assert.equal(info.keyExchangeGroup, "x25519");
  assert.equal(info.chainValid, true);
  assert.deepEqual(info.builtChain, [Uint8Array.of(0x30, 0), Uint8Array.of(0x30, 0)]);
  assert.deepEqual(info.extra, {
    source: "firefox", unavailable: { sentChain: "not-exposed", resumed: "not-exposed", alpn: "not-exposed" }, fromCache: false, httpVersion: "HTTP/2.0",
    rootIsBuiltIn: true, signatureScheme: "ecdsa_secp256r1_sha256", certificateTransparency: "not_applicable", encryptedClientHello: false,
    delegatedCredential: false, extendedValidation: false, usedOcsp: false, usedPrivateDns: false, secretKeyBits: 256,
  });
});

test("QUIC has neither suite nor version, and what Firefox cannot read there is unknown", () => {
  const info = tlsInfoOf(RECORDED, undefined, { ...response, statusLine: "HTTP/3.0 200 " }, bytesOf);
  assert.ok(info?.extra?.unavailable !== undefined);
  assert.equal(info.protocol, "QUIC");
  assert.equal("cipherSuite" in info, false);
  assert.equal("tlsVersion" in info, false);
  assert.deepEqual(info.extra.quic, { cipherSuite: 0x1302, tlsVersion: "TLS 1.3" });
  assert.equal(info.extra.encryptedClientHello, undefined);
  assert.equal(info.extra.unavailable.encryptedClientHello, "quic");
  assert.equal(info.extra.unavailable.cipherSuite, "quic");
});

test("no group: none for RSA, forgotten for a resumed session, not told in TLS 1.3", () => {
  const rest = { ...RECORDED };
  delete rest.keaGroupName;
  delete rest.signatureSchemeName;
  const group = (cipherSuite: string, protocolVersion: string): string | undefined =>
    tlsInfoOf({ ...rest, cipherSuite, protocolVersion }, undefined, response, bytesOf)?.extra?.unavailable?.keyExchangeGroup;
  assert.equal(group("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLSv1.2"), "none");
  assert.equal(group("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.2"), "resumed");
  assert.equal(group("TLS_AES_128_GCM_SHA256", "TLSv1.3"), "not-exposed");
});

test("values that we cannot name are unknown, never passed on as if they were names", () => {
  const info = tlsInfoOf({
    ...RECORDED, cipherSuite: "TLS_NEW", protocolVersion: "unknown", keaGroupName: "custom", signatureSchemeName: "NEW", certificateTransparencyStatus: "unknown",
  }, undefined, response, bytesOf);
  for (const field of ["cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme", "certificateTransparency"] as const) {
    assert.equal(info?.extra?.unavailable?.[field], "unknown-value", field);
  }
  assert.equal(info?.cipherSuite, undefined);
});

test("an accepted bad certificate: no chain, the server's own certificate, not valid", () => {
  for (const [overridableErrorCategory, exception] of [["trust_error", "trust"], ["domain_mismatch", "name"], ["expired_or_not_yet_valid", "time"], ["new_reason", "unknown"]] as const) {
    const info = tlsInfoOf({ ...RECORDED, certificates: [], overridableErrorCategory }, { ...RECORDED, certificates: [certificate("CC")] }, response, bytesOf);
    assert.equal(info?.chainValid, false);
    assert.equal(info.builtChain, undefined);
    assert.equal(info.extra?.exception, exception);
    assert.equal(info.extra.unavailable?.builtChain, "exception-accepted");
    assert.deepEqual(info.extra.serverCertificate, Uint8Array.of(0x30, 0));
  }
});

test("an empty chain without an exception says nothing about validity", () => {
  const info = tlsInfoOf({ ...RECORDED, certificates: [] }, undefined, response, bytesOf);
  assert.equal(info?.chainValid, undefined);
  assert.equal(info?.extra?.unavailable?.chainValid, "not-exposed");
});

test("a chain with bytes missing is unavailable, and validity stays known", () => {
  const info = tlsInfoOf({ ...RECORDED, certificates: [certificate("AA"), { fingerprint: { sha256: "DD" }, isBuiltInRoot: false }] }, undefined, response, bytesOf);
  assert.equal(info?.builtChain, undefined);
  assert.equal(info?.extra?.unavailable?.builtChain, "bytes-missing");
  assert.equal(info.chainValid, true);
});

test("no TLS connection, no TlsInfo", () => {
  assert.equal(tlsInfoOf({ state: "insecure" }, undefined, response, bytesOf), undefined);
});
