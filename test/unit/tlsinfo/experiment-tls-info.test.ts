import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExperimentRecord, ExperimentSecurity } from "../../../src/tlsinfo/experiment-record.ts";
import { categoryOf, errorNameOf, tlsInfoOfRecord } from "../../../src/tlsinfo/experiment-tls-info.ts";

// Records as the experiment gave them in Firefox ESR 153; certificates are stood for by a byte each.

const LEAF = { sha256: "AA", der: Uint8Array.of(1) };
const ISSUER = { sha256: "BB", der: Uint8Array.of(2) };
const ROOT = { sha256: "CC", der: Uint8Array.of(3) };

const GOOD: ExperimentSecurity = {
  handshakeCertificates: [LEAF, ISSUER], succeededCertChain: [LEAF, ISSUER, ROOT], isBuiltCertChainRootBuiltInRoot: false, securityState: "secure",
  errorCode: 0, errorCodeString: "", overridableErrorCategory: "unset", cipherName: "TLS_AES_256_GCM_SHA384", secretKeyLength: 256, keaGroupName: "x25519",
  signatureSchemeName: "ECDSA-P256-SHA256", protocolVersion: 4, resumed: false, negotiatedNPN: "h2", isAcceptedEch: false, isDelegatedCredential: false,
  certificateTransparencyStatus: "not_applicable", isExtendedValidation: false, madeOCSPRequests: false, usedPrivateDNS: false,
};

const RESPONSE: ExperimentRecord = { requestId: "1", url: "https://a.test/", at: "response", fromCache: false, httpVersion: "h2", security: GOOD, unreadable: [] };

const REFUSED: ExperimentRecord = {
  requestId: "1", url: "https://a.test/", at: "failed", fromCache: false, status: "NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SEC_ERROR_UNKNOWN_ISSUER)",
  security: {
    handshakeCertificates: [LEAF], succeededCertChain: [], isBuiltCertChainRootBuiltInRoot: false, securityState: "unknown", errorCode: -8179,
    errorCodeString: "SEC_ERROR_UNKNOWN_ISSUER", overridableErrorCategory: "trust", resumed: false, certificateTransparencyStatus: "not_applicable",
    isExtendedValidation: false, madeOCSPRequests: false, usedPrivateDNS: false,
  },
  unreadable: ["cipherName", "secretKeyLength", "keaGroupName", "signatureSchemeName", "protocolVersion", "negotiatedNPN", "isAcceptedEch", "isDelegatedCredential"],
};

function without(field: keyof ExperimentSecurity, security: ExperimentSecurity): ExperimentSecurity {
  return Object.fromEntries(Object.entries(security).filter(([name]) => name !== field));
}

const bytesOf = ({ der }: { der?: Uint8Array }): Uint8Array | undefined => der;
const read = (record: ExperimentRecord) => tlsInfoOfRecord(record, bytesOf);
const withSecurity = (more: Partial<ExperimentSecurity>, record: Partial<ExperimentRecord> = {}): ExperimentRecord => ({ ...RESPONSE, security: { ...GOOD, ...more }, ...record });

test("a response is told in full", () => {
  assert.deepEqual(read(RESPONSE), {
    sentChain: [LEAF.der, ISSUER.der], builtChain: [LEAF.der, ISSUER.der, ROOT.der], chainValid: true, protocol: "TLS", cipherSuite: 0x1302,
    tlsVersion: "TLS 1.3", keyExchangeGroup: "x25519",
    extra: {
      source: "experiment", unavailable: {}, fromCache: false, httpVersion: "h2", rootIsBuiltIn: false, signatureScheme: "ecdsa_secp256r1_sha256", resumed: false,
      alpn: "h2", encryptedClientHello: false, delegatedCredential: false, certificateTransparency: "not_applicable", extendedValidation: false,
      secretKeyBits: 256, usedOcsp: false, usedPrivateDns: false,
    },
  });
});

test("QUIC keeps its handshake apart, and what throws there is not told for QUIC", () => {
  const tlsInfo = read({ ...RESPONSE, httpVersion: "h3", security: without("isDelegatedCredential", { ...GOOD, negotiatedNPN: "h3" }), unreadable: ["isDelegatedCredential"] });
  assert.equal(tlsInfo?.protocol, "QUIC");
  assert.equal(tlsInfo.cipherSuite, undefined);
  assert.deepEqual(tlsInfo.extra?.quic, { cipherSuite: 0x1302, tlsVersion: "TLS 1.3" });
  assert.deepEqual(tlsInfo.extra.unavailable, { cipherSuite: "quic", tlsVersion: "quic", delegatedCredential: "quic" });
});

test("a refused certificate: what was sent, that it is not valid, and that the rest is not known", () => {
  const tlsInfo = read(REFUSED);
  assert.deepEqual(tlsInfo?.sentChain, [LEAF.der]);
  assert.equal(tlsInfo.chainValid, false);
  for (const field of ["builtChain", "protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme", "encryptedClientHello", "delegatedCredential", "alpn", "certificateTransparency", "resumed"] as const) {
    assert.equal(tlsInfo.extra?.unavailable?.[field], "handshake-failed", field);
  }
  assert.equal(tlsInfo.extra?.exception, undefined);
  assert.equal(errorNameOf(REFUSED), "SEC_ERROR_UNKNOWN_ISSUER");
  assert.equal(categoryOf(REFUSED), "trust");
});

test("a connection that broke off before any certificate says nothing of one", () => {
  const reset: ExperimentRecord = { ...REFUSED, status: "NS_ERROR_NET_RESET", security: { ...REFUSED.security, handshakeCertificates: [], errorCode: -5961, errorCodeString: "PR_CONNECT_RESET_ERROR", overridableErrorCategory: "unset" } };
  const tlsInfo = read(reset);
  assert.equal(tlsInfo?.sentChain, undefined);
  assert.equal(tlsInfo?.chainValid, undefined);
  assert.equal(tlsInfo?.extra?.unavailable?.sentChain, "handshake-failed");
  assert.equal(errorNameOf(reset), "NS_ERROR_NET_RESET");
  assert.equal(categoryOf(reset), undefined);
  assert.equal(read({ ...reset, security: null })?.extra?.unavailable?.sentChain, "handshake-failed");
});

test("what this Firefox does not keep is not exposed, however the request ended", () => {
  const sentUnknown = without("handshakeCertificates", GOOD);
  const loaded = read({ ...RESPONSE, security: sentUnknown });
  assert.deepEqual([loaded?.sentChain, loaded?.extra?.unavailable], [undefined, { sentChain: "not-exposed" }]);
  assert.equal(loaded?.builtChain?.length, 3);
  // A good certificate, and then an error of another kind.
  const failed = read({ ...REFUSED, status: "NS_ERROR_NET_RESET", security: { ...sentUnknown, errorCode: -12271, errorCodeString: "SSL_ERROR_BAD_CERT_ALERT" } });
  assert.equal(failed?.sentChain, undefined);
  assert.equal(failed?.extra?.unavailable?.sentChain, "not-exposed");
  assert.equal(read({ ...RESPONSE, security: { ...sentUnknown, resumed: true } })?.extra?.unavailable?.sentChain, "not-exposed");
});

test("an accepted bad certificate is not valid, and what was sent is there", () => {
  const tlsInfo = read(withSecurity({ succeededCertChain: [], overridableErrorCategory: "domain" }));
  assert.equal(tlsInfo?.chainValid, false);
  assert.equal(tlsInfo.extra?.exception, "name");
  assert.equal(tlsInfo.extra.unavailable?.builtChain, "exception-accepted");
  assert.deepEqual(tlsInfo.sentChain, [LEAF.der, ISSUER.der]);
});

test("no group: none for RSA, forgotten by a resumed session, unknown where Firefox has no name", () => {
  const reason = (more: Partial<ExperimentSecurity>): string | undefined => read(withSecurity({ keaGroupName: "none", protocolVersion: 3, cipherName: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", ...more }))?.extra?.unavailable?.keyExchangeGroup;
  assert.equal(reason({ cipherName: "TLS_RSA_WITH_AES_128_GCM_SHA256" }), "none");
  assert.equal(reason({ resumed: true }), "resumed");
  assert.equal(reason({ resumed: false }), "not-exposed");
  assert.equal(reason({ keaGroupName: "custom" }), "unknown-value");
});

test("a certificate whose bytes never came leaves its chain unknown, not shorter", () => {
  const tlsInfo = read(withSecurity({ handshakeCertificates: [LEAF, { sha256: "DD" }] }));
  assert.equal(tlsInfo?.sentChain, undefined);
  assert.equal(tlsInfo?.extra?.unavailable?.sentChain, "bytes-missing");
  assert.equal(tlsInfo.builtChain?.length, 3);
});

test("a field that threw is read-failed and costs no other", () => {
  const tlsInfo = read({ ...RESPONSE, security: without("handshakeCertificates", GOOD), unreadable: ["handshakeCertificates"] });
  assert.equal(tlsInfo?.extra?.unavailable?.sentChain, "read-failed");
  assert.equal(tlsInfo.chainValid, true);
});

test("a response without TLS has no tlsInfo", () => {
  assert.equal(read({ ...RESPONSE, security: null }), undefined);
});
