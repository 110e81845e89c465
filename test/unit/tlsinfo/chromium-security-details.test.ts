import assert from "node:assert/strict";
import { test } from "node:test";
import { isOf } from "../../../src/tlsinfo/chromium-certificate.ts";
import { tlsInfoOfResponse, type DevToolsResponse, type SecurityDetails } from "../../../src/tlsinfo/chromium-security-details.ts";
import { cipherSuiteById } from "../../../src/core/registry/cipher-suites.ts";

// Responses as Chromium 156 gave them; certificates are stood for by a byte each.

const LEAF = Uint8Array.of(1);
const ROOT = Uint8Array.of(2);

const DETAILS: SecurityDetails = {
  protocol: "TLS 1.3", keyExchange: "", keyExchangeGroup: "X25519", cipher: "AES_256_GCM", serverSignatureAlgorithm: 1027, encryptedClientHello: false,
  certificateTransparencyCompliance: "unknown", subjectName: "a.test", sanList: ["a.test"], issuer: "An issuer", validFrom: 1_790_000_000, validTo: 1_800_000_000,
};
const RESPONSE: DevToolsResponse = { url: "https://a.test/", protocol: "h2", fromDiskCache: false, securityState: "secure", securityDetails: DETAILS };

const withDetails = (details: Partial<SecurityDetails>, response: Partial<DevToolsResponse> = {}) => tlsInfoOfResponse({ ...RESPONSE, ...response, securityDetails: { ...DETAILS, ...details } }, [LEAF, ROOT]);
const suiteName = (details: Partial<SecurityDetails>): string | undefined => cipherSuiteById(withDetails({ protocol: "TLS 1.2", ...details })?.cipherSuite ?? -1)?.name;

test("a valid response is told in full, with the chain as built", () => {
  assert.deepEqual(tlsInfoOfResponse(RESPONSE, [LEAF, ROOT]), {
    protocol: "TLS", builtChain: [LEAF, ROOT], chainValid: true, cipherSuite: 0x1302, tlsVersion: "TLS 1.3", keyExchangeGroup: "x25519",
    extra: {
      source: "chromium", fromCache: false, signatureScheme: "ecdsa_secp256r1_sha256", alpn: "h2", encryptedClientHello: false,
      unavailable: { sentChain: "not-exposed", resumed: "not-exposed", delegatedCredential: "not-exposed", rootIsBuiltIn: "not-exposed", certificateTransparency: "not-exposed" },
    },
  });
});

test("the suite follows from its parts", () => {
  assert.equal(suiteName({ keyExchange: "ECDHE_RSA", cipher: "AES_128_CBC", mac: "HMAC-SHA1" }), "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
  assert.equal(suiteName({ keyExchange: "ECDHE_ECDSA", cipher: "AES_256_GCM" }), "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
  assert.equal(suiteName({ keyExchange: "ECDHE_RSA", cipher: "CHACHA20_POLY1305" }), "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  assert.equal(suiteName({ keyExchange: "ECDHE_RSA", cipher: "AES_256_CBC", mac: "HMAC-SHA384" }), "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384");
  assert.equal(suiteName({ keyExchange: "RSA", cipher: "3DES_EDE_CBC", mac: "HMAC-SHA1" }), "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
  const unknown = withDetails({ cipher: "ROT13" });
  assert.equal(unknown?.cipherSuite, undefined);
  assert.equal(unknown?.extra?.unavailable?.cipherSuite, "unknown-value");
});

test("RSA key exchange has neither group nor signature", () => {
  const details: SecurityDetails = { ...DETAILS, protocol: "TLS 1.2", keyExchange: "RSA", cipher: "AES_128_GCM" };
  delete details.keyExchangeGroup;
  delete details.serverSignatureAlgorithm;
  const tlsInfo = tlsInfoOfResponse({ ...RESPONSE, securityDetails: details }, [LEAF]);
  assert.equal(tlsInfo?.keyExchangeGroup, undefined);
  assert.equal(tlsInfo?.extra?.unavailable?.keyExchangeGroup, "none");
  assert.equal(tlsInfo.extra.unavailable.signatureScheme, "none");
});

test("QUIC keeps its handshake apart", () => {
  const tlsInfo = withDetails({ protocol: "QUIC" }, { protocol: "h3" });
  assert.equal(tlsInfo?.protocol, "QUIC");
  assert.equal(tlsInfo.cipherSuite ?? tlsInfo.tlsVersion, undefined);
  assert.deepEqual(tlsInfo.extra?.quic, { cipherSuite: 0x1302, tlsVersion: "TLS 1.3" });
});

test("after an accepted bad certificate the chain is the one that was sent", () => {
  const tlsInfo = withDetails({}, { securityState: "insecure" });
  assert.deepEqual([tlsInfo?.sentChain, tlsInfo?.builtChain, tlsInfo?.chainValid, tlsInfo?.extra?.exception], [[LEAF, ROOT], undefined, false, "unknown"]);
});

test("of a state that is not known the chain is neither", () => {
  const tlsInfo = withDetails({}, { securityState: "neutral" });
  assert.deepEqual([tlsInfo?.sentChain, tlsInfo?.builtChain, tlsInfo?.chainValid, tlsInfo?.extra?.serverCertificate], [undefined, undefined, undefined, LEAF]);
});

test("a chain that never came is missing, and no empty one", () => {
  for (const chain of [undefined, []]) {
    const tlsInfo = tlsInfoOfResponse(RESPONSE, chain);
    assert.equal(tlsInfo?.builtChain, undefined);
    assert.equal(tlsInfo?.extra?.unavailable?.builtChain, "bytes-missing");
  }
});

test("no security details, no TLS: plain http to this machine is secure too", () => {
  assert.equal(tlsInfoOfResponse({ url: "http://localhost/", securityState: "secure" }, undefined), undefined);
});

test("a certificate is told from another by the times of its validity", () => {
  const text = (value: string): number[] => Array.from(value, (character) => character.charCodeAt(0));
  const until2049 = Uint8Array.from([0x30, 0x1e, 0x17, 13, ...text("260921140640Z"), 0x17, 13, ...text("491231235959Z")]);
  const from2050 = Uint8Array.from([0x17, 0x30, 0x20, 0x17, 13, ...text("260921140640Z"), 0x18, 15, ...text("20500101000000Z")]);
  const validFrom = Date.UTC(2026, 8, 21, 14, 6, 40) / 1000;
  const [last, first] = [Date.UTC(2049, 11, 31, 23, 59, 59) / 1000, Date.UTC(2050, 0, 1) / 1000];
  assert.equal(isOf(until2049, { validFrom, validTo: last }), true);
  assert.equal(isOf(from2050, { validFrom, validTo: first }), true);
  assert.equal(isOf(until2049, { validFrom, validTo: first }), false);
  assert.equal(isOf(from2050, { validFrom: validFrom + 1, validTo: first }), false);
  assert.equal(isOf(Uint8Array.of(), { validFrom, validTo: first }), false);
});
