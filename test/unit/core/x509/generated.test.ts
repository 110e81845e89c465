// Certificates of many kinds made by @peculiar/x509, read by us, by it and by Node.
import "reflect-metadata";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as x509 from "@peculiar/x509";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { compareWithNode, compareWithPeculiar, type Tally } from "./support/compare.ts";

type KeyAlgorithm = RsaHashedKeyGenParams | EcKeyGenParams | { name: "Ed25519" };

const RSA = (modulusLength: number, hash = "SHA-256", name = "RSASSA-PKCS1-v1_5"): KeyAlgorithm =>
  ({ name, hash, modulusLength, publicExponent: Uint8Array.of(1, 0, 1) });
const EC = (namedCurve: string): KeyAlgorithm => ({ name: "ECDSA", namedCurve });

const KEYS: readonly [what: string, algorithm: KeyAlgorithm, hash: string, expected: [type: string, bits: number, signature: string]][] = [
  ["RSA 1024 with SHA-1", RSA(1024, "SHA-1"), "SHA-1", ["RSA", 1024, "sha1WithRSAEncryption"]],
  ["RSA 2048", RSA(2048), "SHA-256", ["RSA", 2048, "sha256WithRSAEncryption"]],
  ["RSA 3072 with SHA-512", RSA(3072, "SHA-512"), "SHA-512", ["RSA", 3072, "sha512WithRSAEncryption"]],
  ["RSASSA-PSS", RSA(2048, "SHA-384", "RSA-PSS"), "SHA-384", ["RSA", 2048, "RSASSA-PSS"]],
  ["P-256", EC("P-256"), "SHA-256", ["EC", 256, "ecdsa-with-SHA256"]],
  ["P-384", EC("P-384"), "SHA-384", ["EC", 384, "ecdsa-with-SHA384"]],
  ["P-521", EC("P-521"), "SHA-512", ["EC", 521, "ecdsa-with-SHA512"]],
  ["Ed25519", { name: "Ed25519" }, "SHA-512", ["Ed25519", 256, "Ed25519"]],
];

async function generate(algorithm: KeyAlgorithm): Promise<CryptoKeyPair> {
  return await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as CryptoKeyPair;
}

async function make(
  keys: CryptoKeyPair, algorithm: KeyAlgorithm, hash: string, parameters: Partial<x509.X509CertificateCreateParams> = {},
): Promise<Certificate> {
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: "0102030405", subject: "CN=generated.test", issuer: "CN=Generated CA", publicKey: keys.publicKey, signingKey: keys.privateKey,
    notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2026-03-31T23:59:59Z"),
    signingAlgorithm: algorithm.name === "RSA-PSS" ? { name: "RSA-PSS", hash, saltLength: 48 } as RsaPssParams : { ...algorithm, hash },
    // Without a list it writes an empty one, which RFC 5280 4.1 forbids.
    extensions: [new x509.BasicConstraintsExtension(false)],
    ...parameters,
  });
  return Certificate.parse(new Uint8Array(made.rawData), { strict: true });
}

function compareBoth(certificate: Certificate, tally: Tally = new Map()): Tally {
  assert.ok(compareWithNode(certificate, tally));
  assert.ok(compareWithPeculiar(certificate, tally));
  return tally;
}

for (const [what, algorithm, hash, [type, bits, signature]] of KEYS) {
  test(`key and signature: ${what}`, async () => {
    const certificate = await make(await generate(algorithm), algorithm, hash);
    compareBoth(certificate);
    assert.deepEqual([certificate.publicKey.type, certificate.publicKey.bits, certificate.signatureAlgorithm.name], [type, bits, signature]);
    if (algorithm.name === "RSA-PSS") {
      const pss = certificate.signatureAlgorithm.pss;
      assert.deepEqual([pss?.hashName, pss?.saltLength], ["SHA-384", 48]);
    }
  });
}

test("kinds of certificates", async () => {
  const algorithm = EC("P-256");
  const keys = await generate(algorithm);
  const other = await generate(EC("P-384"));
  const tally: Tally = new Map();
  const compareKind = async (parameters: Partial<x509.X509CertificateCreateParams>): Promise<Certificate> => {
    const certificate = await make(keys, algorithm, "SHA-256", parameters);
    compareBoth(certificate, tally);
    return certificate;
  };
  const names = (...values: x509.JsonGeneralNames): x509.Extension => new x509.SubjectAlternativeNameExtension(values);

  await compareKind({
    subject: "C=US, O=Root, CN=Root CA", issuer: "C=US, O=Root, CN=Root CA",
    extensions: [
      new x509.BasicConstraintsExtension(true, 2, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await compareKind({ extensions: [new x509.BasicConstraintsExtension(true, undefined, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)] });
  await compareKind({
    extensions: [
      names({ type: "dns", value: "generated.test" }, { type: "dns", value: "*.generated.test" }, { type: "ip", value: "192.0.2.7" },
        { type: "ip", value: "2001:db8::7" }, { type: "email", value: "a@generated.test" }, { type: "url", value: "https://generated.test/x?y=1" }),
      new x509.ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.2.3.4.5.6"], true),
      await x509.AuthorityKeyIdentifierExtension.create(other.publicKey),
      new x509.AuthorityKeyIdentifierExtension({ name: new x509.GeneralNames([{ type: "dn", value: "CN=Up" }]), serialNumber: "1234" }),
      new x509.CertificatePolicyExtension(["2.23.140.1.2.1", "1.3.6.1.4.1.44947.1.1.1"]),
      new x509.CRLDistributionPointsExtension(["http://crl.test/1.crl", "http://crl.test/2.crl"]),
      new x509.AuthorityInfoAccessExtension({ ocsp: ["http://ocsp.test/", "http://ocsp2.test/"], caIssuers: ["http://ca.test/ca.cer"] }),
    ].filter((_, index) => index !== 3),
  });
  const thousand = Array.from({ length: 1000 }, (_, i) => ({ type: "dns" as const, value: `host-${i}.generated.test` }));
  assert.equal((await compareKind({ extensions: [names(...thousand)] })).subjectAltNames?.length, 1000);
  await compareKind({ subject: "CN=xn--bcher-kva.test, O=B\u00fccher & S\u00f6hne, OU=<script>alert(1)</script>" });
  await compareKind({ subject: [{ O: ["One"], OU: ["Two"] }, { CN: ["three.test"] }] });
  await compareKind({ subject: "" });
  await compareKind({ subject: "CN=\u202egnp.test" });
  await compareKind({ notBefore: new Date("1999-12-31T23:59:59Z"), notAfter: new Date("2049-12-31T23:59:59Z") });
  await compareKind({ notBefore: new Date("2050-01-01T00:00:00Z"), notAfter: new Date("9999-12-31T23:59:59Z") });
  await compareKind({ serialNumber: "7f" });
  await compareKind({ serialNumber: "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff" });
  await compareKind({ extensions: [new x509.Extension("1.3.6.1.5.5.7.1.24", false, Uint8Array.of(0x30, 3, 2, 1, 5)), new x509.Extension("1.2.3.4", true, Uint8Array.of(1, 2, 3))] });
  await compareKind({ extensions: Array.from({ length: 100 }, (_, i) => new x509.Extension(`1.2.3.${i}`, i % 2 === 0, Uint8Array.of(i))) });

  for (const field of [
    "node:subject", "node:issuer", "node:serialNumber", "node:notAfter", "node:subjectAltName", "node:authorityInfoAccess", "node:ca", "node:extendedKeyUsage", "node:spki",
    "peculiar:subject", "peculiar:extensions", "peculiar:basicConstraints", "peculiar:keyUsage", "peculiar:extendedKeyUsage", "peculiar:subjectKeyIdentifier",
    "peculiar:authorityKeyIdentifier", "peculiar:subjectAltName", "peculiar:certificatePolicies", "peculiar:cRLDistributionPoints", "peculiar:authorityInfoAccess",
  ]) assert.ok((tally.get(field) ?? 0) > 0, `${field} was never compared`);
});
