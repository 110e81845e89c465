// Every getter on a certificate whose every byte is known.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import type { GeneralName } from "../../../../src/core/x509/general-name.ts";
import { toHex } from "../../../../src/core/bytes/hex.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { certificate as ordinary, oid, sequence, tlv } from "./support/der.ts";
import { EXTENSION_VALUES, RICH_NAME, richCertificate } from "./support/rich.ts";

const der = richCertificate();
const certificate = Certificate.parse(der);

test("it has no problems", () => assert.deepEqual(certificate.problems, []));

test("skeleton", () => {
  assert.equal(certificate.der, der);
  assert.equal(certificate.version, 3);
  assert.equal(certificate.serialHex, "4d2a11");
  assert.deepEqual(certificate.serialNumber, Uint8Array.of(0x4d, 0x2a, 0x11));
  assert.equal(toHex(certificate.signature), "3006020101020102");
  assert.equal(certificate.tbs[0], 0x30);
  assert.equal(certificate.tbs.length + certificate.signatureAlgorithm.der.length + certificate.signature.length + 3, der.length - 4);
  assert.deepEqual(certificate.issuerUniqueId, Uint8Array.of(0xaa, 0xbb));
  assert.deepEqual(certificate.subjectUniqueId, Uint8Array.of(0xcc, 0xd0));
});

test("views share the memory given", () => {
  for (const view of [certificate.tbs, certificate.signature, certificate.serialNumber, certificate.publicKey.spki, certificate.subject.der]) {
    assert.equal(view.buffer, der.buffer);
  }
});

test("validity", () => {
  assert.equal(certificate.notBefore, Date.UTC(2049, 11, 31, 23, 59, 59));
  assert.equal(certificate.notAfter, Date.UTC(2050, 0, 1));
  assert.deepEqual([certificate.validity.notBefore.tag, certificate.validity.notBefore.text], [0x17, "491231235959Z"]);
  assert.deepEqual([certificate.validity.notAfter.tag, certificate.validity.notAfter.text], [0x18, "20500101000000Z"]);
});

test("names in full", () => {
  const { subject } = certificate;
  assert.deepEqual(subject.der, RICH_NAME);
  assert.deepEqual(subject.rdns.map((rdn) => rdn.map(({ name, oid, tag, value }) => [name ?? oid, tag, value])), [
    [["C", 0x13, "NL"]],
    [["OU", 0x14, "Jürgen "], ["O", 0x1e, "Rich +"]],
    [["emailAddress", 0x16, "rich@rich.test"]],
    [["serialNumber", 0x12, "0123 456"]],
    [["title", 0x1a, "Visible!"]],
    [["SN", 0x1c, "😀"]],
    [["1.2.3.4.5", 0x0c, "unnamed"]],
    [["x500UniqueIdentifier", 0x03, "#030206c0"]],
    [["CN", 0x0c, "Ünïcode, \"quoted\" ☺"]],
  ]);
  assert.equal(subject.toString(),
    "CN=Ünïcode\\, \\\"quoted\\\" ☺,x500UniqueIdentifier=#030206c0,1.2.3.4.5=#0c07756e6e616d6564,SN=😀,title=Visible!,serialNumber=0123 456,"
    + "emailAddress=rich@rich.test,OU=Jürgen\\ +O=Rich \\+,C=NL");
  assert.deepEqual(subject.attribute("2.5.4.11"), ["Jürgen "]);
  assert.deepEqual(subject.attribute("2.5.4.7"), []);
  assert.equal(toHex(subject.rdns[0]?.[0]?.der ?? new Uint8Array()), "300906035504061302" + "4e4c");
  assert.equal(toHex(subject.rdns[0]?.[0]?.valueDer ?? new Uint8Array()), "13024e4c");
  assert.equal(certificate.issuer.toString(), subject.toString());
});

test("key", () => {
  const { publicKey } = certificate;
  assert.deepEqual([publicKey.type, publicKey.bits, publicKey.exponent], ["RSASSA-PSS", 1024, 65537n]);
  assert.equal(publicKey.modulus?.length, 128);
  assert.equal(publicKey.modulus[0], 0xc1);
  assert.equal(publicKey.key[0], 0x30);
});

test("keys of the other algorithms", () => {
  const keyOf = (algorithm: Uint8Array, length: number): [string, number | undefined] => {
    const { type, bits } = Certificate.parse(ordinary({ publicKey: sequence(algorithm, tlv(0x03, 0, new Uint8Array(length))) })).publicKey;
    return [type, bits];
  };
  assert.deepEqual(keyOf(sequence(oid("1.3.101.112")), 32), ["Ed25519", 256]);
  assert.deepEqual(keyOf(sequence(oid("1.3.101.113")), 57), ["Ed448", 456]);
  assert.deepEqual(keyOf(sequence(oid("1.3.101.110")), 32), ["X25519", 256]);
  assert.deepEqual(keyOf(sequence(oid("2.16.840.1.101.3.4.3.17")), 1312), ["ML-DSA-44", 10496]);
  assert.deepEqual(keyOf(sequence(oid("2.16.840.1.101.3.4.3.18")), 1952), ["ML-DSA-65", 15616]);
  assert.deepEqual(keyOf(sequence(oid("2.16.840.1.101.3.4.3.19")), 2592), ["ML-DSA-87", 20736]);
  assert.deepEqual(keyOf(sequence(oid("1.2.3.4")), 10), ["unknown", undefined]);
  const dsa = sequence(sequence(oid("1.2.840.10040.4.1"), sequence(tlv(0x02, 0, 0x80, 1), tlv(0x02, 3), tlv(0x02, 2))), tlv(0x03, 0, tlv(0x02, 5)));
  const { publicKey } = Certificate.parse(ordinary({ publicKey: dsa }));
  assert.deepEqual([publicKey.type, publicKey.bits], ["DSA", 16]);
});

test("the bits of a modulus are counted from its highest", () => {
  const bitsOf = (...modulus: number[]): number | undefined => {
    const key = sequence(sequence(oid("1.2.840.113549.1.1.1"), tlv(0x05)), tlv(0x03, 0, sequence(tlv(0x02, modulus), tlv(0x02, 3))));
    return Certificate.parse(ordinary({ publicKey: key })).publicKey.bits;
  };
  assert.deepEqual([bitsOf(0, 0x80, 0), bitsOf(0x7f, 0), bitsOf(0x40, 0), bitsOf(0x01, 0), bitsOf(0x01), bitsOf(0)], [16, 15, 15, 9, 1, 0]);
});

test("signature algorithm with its parameters", () => {
  const { signatureAlgorithm } = certificate;
  assert.equal(signatureAlgorithm.name, "RSASSA-PSS");
  assert.deepEqual(signatureAlgorithm.pss, {
    hash: "2.16.840.1.101.3.4.2.1", hashName: "SHA-256", mask: "1.2.840.113549.1.1.8", maskHash: "2.16.840.1.101.3.4.2.1", saltLength: 32, trailerField: 1,
  });
  const plain = Certificate.parse(ordinary()).signatureAlgorithm;
  assert.deepEqual([plain.oid, plain.name, plain.parameters, plain.pss], ["1.2.840.10045.4.3.2", "ecdsa-with-SHA256", undefined, undefined]);
  const defaults = Certificate.parse(ordinary({ signatureAlgorithm: sequence(oid("1.2.840.113549.1.1.10"), sequence()) })).signatureAlgorithm;
  assert.deepEqual([defaults.pss?.hashName, defaults.pss?.saltLength], ["SHA-1", 20]);
});

test("extensions as they stand", () => {
  assert.deepEqual(certificate.extensions.map(({ oid }) => oid), Object.keys(EXTENSION_VALUES));
  for (const extension of certificate.extensions) {
    assert.deepEqual(extension.value, EXTENSION_VALUES[extension.oid]);
    assert.equal(der[extension.offset], 0x30);
  }
  assert.deepEqual(certificate.extensions.filter(({ critical }) => critical).map(({ name }) => name),
    ["keyUsage", "basicConstraints", "nameConstraints", "precertificatePoison"]);
  assert.equal(certificate.extension("1.2.3.4.5.6")?.name, undefined);
  assert.equal(certificate.extension("1.2.3"), undefined);
});

function short(name: GeneralName): unknown[] {
  switch (name.type) {
    case "dns": case "email": case "uri": return [name.type, name.value];
    case "ip": return ["ip", toHex(name.bytes)];
    case "directory": return ["directory", name.name.toString()];
    case "registeredId": return ["registeredId", name.oid];
    case "other": return ["other", name.oid, toHex(name.value)];
    case "x400": case "edi": case "unknown": return [name.type, toHex(name.der)];
  }
}

test("names of every kind", () => {
  assert.deepEqual(certificate.subjectAltNames?.map(short), [
    ["other", "1.3.6.1.4.1.311.20.2.3", "0c0e7573657240726963682e74657374"], ["email", "mail@rich.test"], ["dns", "rich.test"],
    ["x400", "a3023000"], ["directory", "O=Directory"], ["edi", "a507a1050c03656469"], ["uri", "https://rich.test/"],
    ["ip", "c0000201"], ["ip", "20010db8000000000000000000000001"], ["registeredId", "1.2.3.4"],
  ]);
  assert.deepEqual(certificate.issuerAltNames?.map(short), [["uri", "https://issuer.test/"], ["dns", "issuer.test"]]);
});

test("constraints and usages", () => {
  assert.deepEqual(certificate.basicConstraints, { ca: true, pathLength: 3 });
  assert.deepEqual([...certificate.keyUsage ?? []], ["digitalSignature", "keyCertSign", "cRLSign", "decipherOnly"]);
  assert.deepEqual(certificate.extendedKeyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.2.3.4.5"]);
  const { permitted, excluded } = certificate.nameConstraints ?? {};
  assert.deepEqual(permitted?.map(({ base, minimum, maximum }) => [...short(base), minimum, maximum]), [
    ["dns", ".rich.test", 0, undefined], ["ip", "c0000200ffffff00", 0, undefined], ["directory", "O=Directory", 0, undefined], ["email", "rich.test", 0, undefined],
  ]);
  assert.deepEqual(excluded?.map(({ base, minimum, maximum }) => [...short(base), minimum, maximum]), [
    ["ip", "00".repeat(32), 1, 2], ["uri", ".bad.test", 0, undefined],
  ]);
  assert.deepEqual(certificate.policyConstraints, { requireExplicitPolicy: 0, inhibitPolicyMapping: 2 });
  assert.equal(certificate.inhibitAnyPolicy, 4);
});

test("key identifiers", () => {
  assert.equal(toHex(certificate.subjectKeyIdentifier ?? new Uint8Array()), "0102030405060708090a0b0c0d0e0f1011121314");
  const authority = certificate.authorityKeyIdentifier;
  assert.equal(toHex(authority?.keyIdentifier ?? new Uint8Array()), "a1a2a3a4");
  assert.deepEqual(authority?.issuer?.map(short), [["directory", "O=Directory"]]);
  assert.equal(toHex(authority.serialNumber ?? new Uint8Array()), "1234");
});

test("policies with their qualifiers", () => {
  const policies = certificate.certificatePolicies ?? [];
  assert.deepEqual(policies.map(({ oid }) => oid), ["2.23.140.1.2.1", "1.2.3.4"]);
  assert.equal(policies[0]?.qualifiers, undefined);
  const [cps, notice, unknown] = policies[1]?.qualifiers ?? [];
  assert.deepEqual(cps, { type: "cps", uri: "https://cps.test/", tag: 0x16 });
  assert.ok(notice?.type === "userNotice");
  assert.deepEqual([notice.explicitText?.tag, notice.explicitText?.text], [0x0c, "A notice"]);
  assert.deepEqual([notice.noticeReference?.organization.text, notice.noticeReference?.numbers], ["Organization", [1, 2]]);
  assert.ok(unknown?.type === "unknown");
  assert.deepEqual([unknown.oid, toHex(unknown.der)], ["1.2.3.5", "30050101ff0500"]);
  assert.deepEqual(certificate.policyMappings, [{ issuerDomainPolicy: "1.2.3.4", subjectDomainPolicy: "1.2.3.5" }]);
});

test("access and distribution points", () => {
  assert.deepEqual(certificate.authorityInformationAccess?.map(({ method, location }) => [method, ...short(location)]), [
    ["1.3.6.1.5.5.7.48.1", "uri", "http://ocsp.test/"], ["1.3.6.1.5.5.7.48.2", "uri", "http://ca.test/ca.cer"],
  ]);
  assert.deepEqual(certificate.subjectInformationAccess?.map(({ method, location }) => [method, ...short(location)]), [
    ["1.3.6.1.5.5.7.48.5", "uri", "rsync://repository.test/"],
  ]);
  const [first, second] = certificate.crlDistributionPoints ?? [];
  assert.deepEqual(first?.fullName?.map(short), [["uri", "http://crl.test/1"]]);
  assert.deepEqual(second?.relativeName?.map(({ name, value }) => [name, value]), [["CN", "relative"]]);
  assert.deepEqual([...second.reasons ?? []], ["keyCompromise", "cACompromise"]);
  assert.deepEqual(second.crlIssuer?.map(short), [["directory", "O=Directory"]]);
  assert.deepEqual(certificate.freshestCrl?.[0]?.fullName?.map(short), [["uri", "http://crl.test/delta"]]);
});

test("SCTs, TLS features, poison, directory attributes", () => {
  const scts = certificate.signedCertificateTimestamps ?? [];
  assert.equal(scts.length, 2);
  assert.deepEqual(scts.map(({ version, logId, timestamp, hashAlgorithm, signatureAlgorithm, extensions, signature }) =>
    [version, logId[31], timestamp, hashAlgorithm, signatureAlgorithm, toHex(extensions), toHex(signature)]), [
    [0, 1, 0x19911223344, 4, 3, "abcd", "3002aabb"], [0, 2, 0x19911223344, 4, 3, "abcd", "3002aabb"],
  ]);
  assert.deepEqual(certificate.tlsFeatures, [5, 17]);
  assert.equal(certificate.isPrecertificate, true);
  assert.deepEqual(certificate.subjectDirectoryAttributes, EXTENSION_VALUES[EXTENSION.subjectDirectoryAttributes]);
});

test("hashes", () => {
  const hash = (name: string, data: Uint8Array): string => createHash(name).update(data).digest("hex");
  assert.equal(certificate.sha1, hash("sha1", der));
  assert.equal(certificate.sha256, hash("sha256", der));
  assert.equal(certificate.spkiSha256, hash("sha256", certificate.publicKey.spki));
});

test("what is read is kept", () => {
  assert.equal(certificate.subject, certificate.subject);
  assert.equal(certificate.subjectAltNames, certificate.subjectAltNames);
  assert.equal(certificate.problems, certificate.problems);
});

test("absent is undefined", () => {
  const bare = Certificate.parse(ordinary({ explicitExtensions: [] }));
  assert.deepEqual([
    bare.subjectAltNames, bare.issuerAltNames, bare.basicConstraints, bare.keyUsage, bare.extendedKeyUsage, bare.subjectKeyIdentifier,
    bare.authorityKeyIdentifier, bare.nameConstraints, bare.certificatePolicies, bare.policyMappings, bare.policyConstraints, bare.inhibitAnyPolicy,
    bare.authorityInformationAccess, bare.subjectInformationAccess, bare.crlDistributionPoints, bare.freshestCrl, bare.tlsFeatures,
    bare.signedCertificateTimestamps, bare.subjectDirectoryAttributes, bare.issuerUniqueId, bare.subjectUniqueId,
  ].filter((value) => value !== undefined), []);
  assert.equal(bare.isPrecertificate, false);
});

test("a Buffer within a larger one is read like the bytes themselves", () => {
  const buffer = Buffer.concat([Buffer.alloc(7), der, Buffer.alloc(5)]).subarray(7, 7 + der.length);
  const fromBuffer = Certificate.parse(buffer);
  assert.equal(fromBuffer.der, buffer);
  assert.equal(fromBuffer.sha256, certificate.sha256);
  assert.equal(fromBuffer.subject.toString(), certificate.subject.toString());
  assert.equal(fromBuffer.tbs.constructor, Uint8Array);
});
