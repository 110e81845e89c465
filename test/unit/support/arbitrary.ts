import fc from "fast-check";
import type { Observation } from "../../../src/core/observation.ts";
import { TLS_VERSIONS } from "../../../src/core/registry/tls-versions.ts";
import type { TlsExtra, TlsInfo } from "../../../src/core/tls-info.ts";
import { certificate, type TestKey, type TestSignature } from "./certificates.ts";

const keys: TestKey[] = ["RSA 512", "RSA 1024", "RSA 2048", "RSA 4096", "P-192", "P-256", "P-384", "Ed25519"];
const signatures: TestSignature[] = ["MD5", "SHA-1", "SHA-256", "PSS-SHA-1"];

const leaf = fc.record({
  key: fc.constantFrom(...keys),
  signature: fc.constantFrom(...signatures),
  dns: fc.subarray(["www.example.test", "*.example.test", "other.test"]),
  issuer: fc.constantFrom("Root", "leaf.test"),
  notBefore: fc.constantFrom("2025-01-01T00:00:00Z", "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"),
  notAfter: fc.constantFrom("2026-11-01T00:00:00Z", "2026-12-30T00:00:00Z", "2029-01-01T00:00:00Z"),
}).map((options) => certificate(options));

const root = certificate({ subject: "Root", issuer: "Root", ca: true });

/** A certificate with a few bytes changed, cut short, or bytes that never were one. */
const damaged = fc.oneof(
  fc.tuple(leaf, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 }), fc.nat(600)).map(([der, changes, length]) => {
    const copy = Uint8Array.from(der);
    for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
    return length < 100 ? copy.subarray(0, length) : copy;
  }),
  fc.uint8Array({ maxLength: 64 }),
);

function observation(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Observation> {
  const extra: fc.Arbitrary<TlsExtra> = fc.record({
    source: fc.constantFrom("firefox", "experiment", "import"),
    fromCache: fc.boolean(),
    fromBackForwardCache: fc.boolean(),
    quic: fc.record({ cipherSuite: fc.constantFrom(0x1301, 0x1303), tlsVersion: fc.constant("TLS 1.3") }, { noNullPrototype: true, requiredKeys: [] }),
    signatureScheme: fc.constantFrom("ecdsa_secp256r1_sha256", "rsa_pkcs1_sha1", "no such scheme"),
    encryptedClientHello: fc.boolean(),
    resumed: fc.boolean(),
    alpn: fc.constantFrom("h2", "h3"),
    rootIsBuiltIn: fc.boolean(),
    exception: fc.constantFrom("trust", "name", "time", "unknown"),
    serverCertificate: bytes,
    unavailable: fc.constant({ sentChain: "not-exposed" as const }),
    error: fc.record({ code: fc.string({ maxLength: 20 }), message: fc.string({ maxLength: 20 }) }, { noNullPrototype: true }),
  }, { noNullPrototype: true, requiredKeys: ["source"] });
  const tlsInfo: fc.Arbitrary<TlsInfo> = fc.record({
    builtChain: fc.oneof(fc.array(bytes, { maxLength: 3 }), bytes.map((first) => [first, root])),
    sentChain: fc.array(bytes, { maxLength: 3 }),
    chainValid: fc.boolean(),
    protocol: fc.constantFrom("TLS", "QUIC"),
    cipherSuite: fc.oneof(fc.constantFrom(0x1301, 0x1302, 0xc02f, 0xc013, 0x002f, 0x0005, 0x000a, 0x0003, 0x0034, 0x009e), fc.nat(65535)),
    tlsVersion: fc.oneof(fc.constantFrom(...TLS_VERSIONS), fc.string({ maxLength: 10 })),
    keyExchangeGroup: fc.oneof(fc.constantFrom("x25519", "secp384r1", "X25519MLKEM768", "ffdhe2048", "secp192r1"), fc.string({ maxLength: 10 })),
    extra,
  }, { noNullPrototype: true, requiredKeys: [] });
  return fc.record({
    host: fc.constantFrom("www.example.test", "192.0.2.1", "2001:db8::1", "other.test"),
    port: fc.nat(65535),
    ip: fc.ipV4(),
    time: fc.constantFrom("2026-11-21T12:00:00Z", "2026-11-21T12:00:00.123Z"),
    tlsInfo,
    trustAnchors: fc.array(bytes, { maxLength: 2 }),
    hsts: fc.oneof(fc.constant(null), fc.record({ maxAge: fc.constantFrom(0, 15_551_999, 15_552_000), includeSubDomains: fc.boolean(), preload: fc.boolean() }, { noNullPrototype: true, requiredKeys: ["maxAge"] })),
    scheme: fc.constantFrom("https:", "http:"),
  }, { noNullPrototype: true, requiredKeys: ["host", "tlsInfo"] });
}

/** Observations of certificates that can be read. */
export const soundObservation = observation(leaf);

/** Observations of anything that may call itself a certificate. */
export const anyObservation = observation(fc.oneof(leaf, damaged));
