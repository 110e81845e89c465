// Every encoding that DER or RFC 5280 forbid within a certificate: where it shows, with which code and offset, and what
// of the certificate can still be read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { DerError, type DerErrorCode } from "../../../../src/core/x509/der/error.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import {
  ECDSA_SHA256, FALSE, P256_KEY, TRUE, VALIDITY, ascii, attribute, bytes, certificate, extension, hex, name, offsetOf, oid, printable,
  sequence, set, tlv, utf8, type CertificateParts, type Octets,
} from "./support/der.ts";

function thrown(run: () => unknown): DerError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof DerError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

test("a certificate without faults has no problems and passes strictly", () => {
  const der = certificate();
  assert.deepEqual(Certificate.parse(der).problems, []);
  assert.equal(Certificate.parse(der, { strict: true }).subject.toString(), "CN=Subject");
});

/** An unusual element to be found again, and where in it the fault stands. */
interface Fault {
  what: string;
  parts: CertificateParts;
  code: DerErrorCode;
  /** The bytes that hold the fault. */
  needle: Uint8Array;
  within?: number;
}

const UNUSED = "1.2.3.4.5.6.7";

const AT_PARSE: readonly Fault[] = [
  { what: "bytes behind the signature", parts: { tail: hex("0500deadbeef") }, code: "trailing-bytes", needle: hex("0500deadbeef") },
  { what: "bytes behind the extensions", parts: { tbsTail: hex("0500deadbeef") }, code: "trailing-bytes", needle: hex("0500deadbeef") },
  { what: "extensions twice", parts: { tbsTail: tlv(0xa3, hex("30050403abcdef")) }, code: "trailing-bytes", needle: tlv(0xa3, hex("30050403abcdef")) },
  { what: "a version that does not exist", parts: { version: hex("a003020103") }, code: "unsupported-version", needle: hex("a003020103"), within: 4 },
  { what: "an empty version", parts: { version: hex("a0020200") }, code: "integer-empty", needle: hex("a0020200"), within: 4 },
  { what: "two versions", parts: { version: hex("a006020102020102") }, code: "trailing-bytes", needle: hex("a006020102020102"), within: 5 },
  { what: "a serial number of another type", parts: { serialNumber: hex("0404aabbccdd") }, code: "unexpected-tag", needle: hex("0404aabbccdd") },
  { what: "an issuer that is a SET", parts: { issuer: hex("3104aabbccdd") }, code: "unexpected-tag", needle: hex("3104aabbccdd") },
  { what: "an indefinite length", parts: { subject: hex("3080aabbccdd0000") }, code: "length-indefinite", needle: hex("3080aabbccdd0000"), within: 1 },
  { what: "a length in long form without need", parts: { subject: hex("308104aabbccdd") }, code: "length-not-minimal", needle: hex("308104aabbccdd"), within: 1 },
  { what: "a critical flag of 01", parts: { extensions: extension(UNUSED, hex("aabb"), hex("010101")) }, code: "boolean-value", needle: hex("0101010402aabb"), within: 2 },
  { what: "a critical flag of two bytes", parts: { extensions: extension(UNUSED, hex("aabb"), hex("0102ffff")) }, code: "boolean-length", needle: hex("0102ffff"), within: 2 },
  { what: "an extension with a bad OID", parts: { extensions: sequence(hex("06028001"), hex("0402aabb")) }, code: "oid-not-minimal", needle: hex("06028001"), within: 2 },
  { what: "an extension without a value", parts: { extensions: sequence(oid(UNUSED), TRUE) }, code: "missing-element", needle: bytes(oid(UNUSED), TRUE), within: bytes(oid(UNUSED), TRUE).length },
  { what: "an extension with two values", parts: { extensions: sequence(oid(UNUSED), hex("0402aabb"), hex("0402ccdd")) }, code: "trailing-bytes", needle: hex("0402ccdd") },
  { what: "an extension that is no SEQUENCE", parts: { extensions: hex("0404aabbccdd") }, code: "unexpected-tag", needle: hex("0404aabbccdd") },
  { what: "a signature without its count of unused bits", parts: { signature: hex("0300") }, code: "bit-string-empty", needle: bytes(ECDSA_SHA256, hex("0300")), within: ECDSA_SHA256.length + 2 },
  { what: "a signature with nine unused bits", parts: { signature: hex("030309aabb") }, code: "bit-string-unused-bits", needle: hex("030309aabb"), within: 2 },
];

describe("parse refuses what cannot be followed", () => {
  for (const { what, parts, code, needle, within = 0 } of AT_PARSE) {
    test(what, () => {
      const der = certificate(parts);
      const error = thrown(() => Certificate.parse(der));
      assert.deepEqual([error.code, error.offset, error.fatal], [code, offsetOf(der, needle, within), true], error.message);
    });
  }

  test("bytes behind the certificate", () => {
    const der = certificate();
    const error = thrown(() => Certificate.parse(bytes(der, 0)));
    assert.deepEqual([error.code, error.offset], ["trailing-bytes", der.length]);
  });

  test("every truncation, at a place within", () => {
    const der = certificate();
    for (let length = 0; length < der.length; length++) {
      const error = thrown(() => Certificate.parse(der.subarray(0, length)));
      assert.ok(error.offset <= length, `${error.message} of ${length}`);
    }
  });
});

type Value = "serialNumber" | "subject" | "issuer" | "publicKey" | "notBefore" | "notAfter" | "subjectAltNames" | "basicConstraints" | "keyUsage"
  | "extendedKeyUsage" | "subjectKeyIdentifier" | "authorityKeyIdentifier" | "nameConstraints" | "certificatePolicies" | "policyConstraints"
  | "inhibitAnyPolicy" | "authorityInformationAccess" | "crlDistributionPoints" | "tlsFeatures" | "signedCertificateTimestamps"
  | "signatureAlgorithm" | "tbsSignatureAlgorithm" | "policyMappings" | "issuerUniqueId";

const extensionWith = (type: string, value: Octets): CertificateParts => ({ extensions: extension(type, value) });
const rsaKey = (key: Octets): CertificateParts => ({ publicKey: sequence(sequence(oid("1.2.840.113549.1.1.1"), hex("0500")), tlv(0x03, 0, key)) });
const validity = (notBefore: Octets): CertificateParts => ({ validity: sequence(notBefore, tlv(0x17, ascii("260401000000Z"))) });
const utcTime = (text: string): Uint8Array => tlv(0x17, ascii(text));

const IN_GETTERS: readonly (Fault & { value: Value })[] = [
  { what: "a serial number without content", value: "serialNumber", parts: { serialNumber: hex("0200") }, code: "integer-empty", needle: bytes(hex("0200"), ECDSA_SHA256), within: 2 },
  { what: "a name with a length in long form without need", value: "subject", parts: { subject: sequence(hex("31810c"), attribute("2.5.4.3", utf8("abc"))) }, code: "length-not-minimal", needle: hex("31810c"), within: 1 },
  { what: "a name whose attribute has three fields", value: "subject", parts: { subject: sequence(set(sequence(oid("2.5.4.3"), utf8("a"), hex("0403aabbcc")))) }, code: "trailing-bytes", needle: hex("0403aabbcc") },
  { what: "a name whose attribute has a bad OID", value: "issuer", parts: { issuer: sequence(set(sequence(hex("0603550483"), utf8("a")))) }, code: "oid-truncated", needle: hex("0603550483"), within: 4 },
  { what: "a name of a SEQUENCE within", value: "issuer", parts: { issuer: sequence(sequence(attribute("2.5.4.3", utf8("xyz")))) }, code: "unexpected-tag", needle: sequence(attribute("2.5.4.3", utf8("xyz"))) },
  { what: "a day that does not exist", value: "notBefore", parts: validity(utcTime("250229000000Z")), code: "time-value", needle: ascii("250229000000Z") },
  { what: "a time without seconds", value: "notBefore", parts: validity(utcTime("2502280000Z")), code: "time-format", needle: ascii("2502280000Z") },
  { what: "an RSA modulus that is negative", value: "publicKey", parts: rsaKey(sequence(hex("0204f1223344"), hex("020103"))), code: "bad-public-key", needle: hex("0204f1223344"), within: 2 },
  { what: "an RSA modulus with two leading zeros", value: "publicKey", parts: rsaKey(sequence(hex("02050000f12233"), hex("020103"))), code: "integer-not-minimal", needle: hex("02050000f12233"), within: 2 },
  { what: "an RSA key with a field too many", value: "publicKey", parts: rsaKey(sequence(hex("020471223344"), hex("020103"), hex("020105"))), code: "trailing-bytes", needle: hex("020103020105"), within: 3 },
  { what: "an RSA key with bytes behind", value: "publicKey", parts: rsaKey([sequence(hex("020471223344"), hex("020103")), hex("aabb")]), code: "trailing-bytes", needle: hex("020103aabb"), within: 3 },
  { what: "a P-256 point of 63 bytes", value: "publicKey", parts: { publicKey: sequence(sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")), tlv(0x03, 0, 4, new Uint8Array(63))) }, code: "bad-public-key", needle: bytes(4, new Uint8Array(63)) },
  { what: "an Ed25519 key of 31 bytes", value: "publicKey", parts: { publicKey: sequence(sequence(oid("1.3.101.112")), tlv(0x03, 0, new Uint8Array(31).fill(0xab))) }, code: "bad-public-key", needle: new Uint8Array(31).fill(0xab) },
  { what: "a unique identifier with eight unused bits", value: "issuerUniqueId", parts: { uniqueIds: hex("810308aabb") }, code: "bit-string-unused-bits", needle: hex("810308aabb"), within: 2 },
  { what: "an algorithm with a field too many", value: "tbsSignatureAlgorithm", parts: { tbsSignatureAlgorithm: sequence(oid("1.2.840.10045.4.3.2"), hex("0500"), hex("0402abcd")) }, code: "trailing-bytes", needle: hex("0402abcd") },
  { what: "bytes behind an extension's value", value: "basicConstraints", parts: extensionWith(EXTENSION.basicConstraints, hex("300005aa")), code: "trailing-bytes", needle: hex("300005aa"), within: 2 },
  { what: "cA of 01", value: "basicConstraints", parts: extensionWith(EXTENSION.basicConstraints, hex("3003010101")), code: "boolean-value", needle: hex("3003010101"), within: 4 },
  { what: "a pathLenConstraint of two bytes for one", value: "basicConstraints", parts: extensionWith(EXTENSION.basicConstraints, hex("30070101ff02020001")), code: "integer-not-minimal", needle: hex("02020001"), within: 2 },
  { what: "a field behind pathLenConstraint", value: "basicConstraints", parts: extensionWith(EXTENSION.basicConstraints, hex("30090101ff0201000201aa")), code: "trailing-bytes", needle: hex("0201000201aa"), within: 3 },
  { what: "keyUsage of no byte", value: "keyUsage", parts: extensionWith(EXTENSION.keyUsage, hex("0300")), code: "bit-string-empty", needle: hex("04020300"), within: 4 },
  { what: "keyUsage that is no BIT STRING", value: "keyUsage", parts: extensionWith(EXTENSION.keyUsage, hex("040307abcd")), code: "unexpected-tag", needle: hex("040307abcd") },
  { what: "a purpose that is no OID", value: "extendedKeyUsage", parts: extensionWith(EXTENSION.extKeyUsage, sequence(hex("0602ab80"))), code: "oid-truncated", needle: hex("0602ab80"), within: 3 },
  { what: "a key identifier that overruns", value: "subjectKeyIdentifier", parts: extensionWith(EXTENSION.subjectKeyIdentifier, hex("0405abcd")), code: "length-overrun", needle: hex("0405abcd"), within: 1 },
  { what: "fields of authorityKeyIdentifier in another order", value: "authorityKeyIdentifier", parts: extensionWith(EXTENSION.authorityKeyIdentifier, sequence(hex("8202abcd"), hex("8002ef01"))), code: "trailing-bytes", needle: hex("8002ef01") },
  { what: "a constructed dNSName", value: "subjectAltNames", parts: extensionWith(EXTENSION.subjectAltName, sequence(hex("a2051603616263"))), code: "unknown-choice", needle: hex("a2051603616263") },
  { what: "a subtree that begins with its minimum", value: "nameConstraints", parts: extensionWith(EXTENSION.nameConstraints, sequence(tlv(0xa0, sequence(hex("800101"), hex("8203616263"))))), code: "unknown-choice", needle: hex("800101") },
  { what: "policies that are bare OIDs", value: "certificatePolicies", parts: extensionWith(EXTENSION.certificatePolicies, sequence(hex("06032a0304"))), code: "unexpected-tag", needle: hex("06032a0304") },
  { what: "a policy mapping with three OIDs", value: "policyMappings", parts: extensionWith(EXTENSION.policyMappings, sequence(sequence(hex("06022a03"), hex("06022a04"), hex("06022a05")))), code: "trailing-bytes", needle: hex("06022a05") },
  { what: "skipCerts of seven bytes", value: "inhibitAnyPolicy", parts: extensionWith(EXTENSION.inhibitAnyPolicy, hex("020701020304050607")), code: "integer-too-large", needle: hex("020701020304050607"), within: 2 },
  { what: "skipCerts without content", value: "policyConstraints", parts: extensionWith(EXTENSION.policyConstraints, hex("30028000")), code: "integer-empty", needle: hex("30028000"), within: 4 },
  { what: "an access location that is missing", value: "authorityInformationAccess", parts: extensionWith(EXTENSION.authorityInfoAccess, sequence(sequence(oid("1.3.6.1.5.5.7.48.1")))), code: "missing-element", needle: oid("1.3.6.1.5.5.7.48.1"), within: 10 },
  { what: "a distribution point's name that is empty", value: "crlDistributionPoints", parts: extensionWith(EXTENSION.cRLDistributionPoints, hex("30043002a000")), code: "missing-element", needle: hex("30043002a000"), within: 6 },
  { what: "a TLS feature above 65535", value: "tlsFeatures", parts: extensionWith(EXTENSION.tlsFeature, hex("30050203010000")), code: "bad-tls-feature", needle: hex("30050203010000"), within: 4 },
  { what: "an SCT list that is longer than it says", value: "signedCertificateTimestamps", parts: extensionWith(EXTENSION.signedCertificateTimestampList, hex("0404 0000 abcd")), code: "bad-sct", needle: hex("04040000abcd"), within: 4 },
  { what: "an SCT list that breaks off", value: "signedCertificateTimestamps", parts: extensionWith(EXTENSION.signedCertificateTimestampList, hex("0404 0009 abcd")), code: "bad-sct", needle: hex("04040009abcd"), within: 2 },
  { what: "an SCT with a byte too many", value: "signedCertificateTimestamps", parts: extensionWith(EXTENSION.signedCertificateTimestampList, tlv(0x04, hex("0034 0032"), 0, new Uint8Array(32), hex("0000019911223344 0000 0403 0002 abcd ee"))), code: "bad-sct", needle: hex("0002abcdee"), within: 4 },
  { what: "an SCT of version 2", value: "signedCertificateTimestamps", parts: extensionWith(EXTENSION.signedCertificateTimestampList, hex("0405 0003 0001 01")), code: "bad-sct", needle: hex("04050003000101"), within: 6 },
];

test("a name of a kind that does not exist stands among the names, and is a problem", () => {
  const der = certificate(extensionWith(EXTENSION.subjectAltName, sequence(hex("8903aabbcc"), hex("8203612e62"))));
  const parsed = Certificate.parse(der);
  assert.deepEqual(parsed.subjectAltNames?.map(({ type }) => type), ["unknown", "dns"]);
  assert.deepEqual(parsed.problems.map(({ code, offset }) => [code, offset]), [["unknown-choice", offsetOf(der, hex("8903aabbcc"), 0)]]);
});

describe("a getter refuses what has no meaning, and the others go on", () => {
  for (const { what, value, parts, code, needle, within = 0 } of IN_GETTERS) {
    test(`${value}: ${what}`, () => {
      const der = certificate(parts);
      const parsed = Certificate.parse(der);
      const offset = offsetOf(der, needle, within);
      for (let again = 0; again < 2; again++) {
        const error = thrown(() => parsed[value]);
        assert.deepEqual([error.code, error.offset], [code, offset], error.message);
      }
      assert.ok(parsed.problems.some((problem) => problem.code === code && problem.offset === offset), "problems do not have it");
      assert.equal(thrown(() => Certificate.parse(der, { strict: true })).offset, parsed.problems[0]?.offset);
      if (value !== "issuer") assert.equal(parsed.issuer.toString(), "CN=Issuer");
      assert.equal(parsed.signature.length, 8);
    });
  }
});

const READ_ALL_THE_SAME: readonly (Fault & { reads: (certificate: Certificate) => unknown; as: unknown })[] = [
  { what: "version 1 written out", parts: { version: hex("a003020100"), explicitExtensions: [] }, code: "default-encoded", needle: hex("a003020100"), reads: (c) => c.version, as: 1 },
  { what: "extensions in version 1", parts: { version: [] }, code: "extensions-without-version-3", needle: tlv(0xa3, sequence(extension(EXTENSION.subjectAltName, sequence(tlv(0x82, ascii("example.test")))))), reads: (c) => c.extensions.length, as: 1 },
  { what: "a unique identifier in version 1", parts: { version: [], explicitExtensions: [], uniqueIds: hex("8102 00ab") }, code: "unique-id-in-version-1", needle: hex("810200ab"), reads: (c) => c.issuerUniqueId?.[0], as: 0xab },
  { what: "a negative serial number", parts: { serialNumber: hex("0203f1abcd") }, code: "integer-negative", needle: hex("0203f1abcd"), within: 2, reads: (c) => c.serialHex, as: "f1abcd" },
  { what: "a serial number of zero", parts: { serialNumber: hex("020100") }, code: "serial-zero", needle: bytes(hex("020100"), ECDSA_SHA256), within: 2, reads: (c) => c.serialHex, as: "00" },
  { what: "a serial number with a leading zero byte", parts: { serialNumber: hex("02030012cd") }, code: "serial-not-minimal", needle: hex("02030012cd"), within: 2, reads: (c) => c.serialHex, as: "0012cd" },
  { what: "a serial number of 21 bytes", parts: { serialNumber: tlv(0x02, new Uint8Array(21).fill(0x55)) }, code: "serial-too-long", needle: new Uint8Array(21).fill(0x55), reads: (c) => c.serialNumber.length, as: 21 },
  { what: "critical FALSE written out", parts: { extensions: extension(UNUSED, hex("aabb"), FALSE) }, code: "default-encoded", needle: hex("0101000402aabb"), reads: (c) => c.extension(UNUSED)?.critical, as: false },
  { what: "an empty list of extensions", parts: { extensions: [] }, code: "sequence-empty", needle: hex("a3023000"), within: 2, reads: (c) => c.extensions.length, as: 0 },
  { what: "an extension twice", parts: { extensions: [extension(UNUSED, hex("aabb")), extension(UNUSED, hex("ccdd"))] }, code: "duplicate-extension", needle: extension(UNUSED, hex("ccdd")), reads: (c) => c.extension(UNUSED)?.value[0], as: 0xaa },
  { what: "cA FALSE written out", parts: extensionWith(EXTENSION.basicConstraints, hex("3003010100")), code: "default-encoded", needle: hex("3003010100"), within: 2, reads: (c) => c.basicConstraints, as: { ca: false } },
  { what: "a negative pathLenConstraint", parts: extensionWith(EXTENSION.basicConstraints, hex("30060101ff0201ff")), code: "integer-negative", needle: hex("30060101ff0201ff"), within: 7, reads: (c) => c.basicConstraints, as: { ca: true, pathLength: -1 } },
  { what: "keyUsage with trailing zero bits", parts: extensionWith(EXTENSION.keyUsage, hex("030200a0")), code: "bit-list-trailing-zeros", needle: hex("030200a0"), within: 3, reads: (c) => [...c.keyUsage ?? []], as: ["digitalSignature", "keyEncipherment"] },
  { what: "keyUsage with padding that is not zero", parts: extensionWith(EXTENSION.keyUsage, hex("030205a1")), code: "bit-string-padding", needle: hex("030205a1"), within: 3, reads: (c) => [...c.keyUsage ?? []], as: ["digitalSignature", "keyEncipherment"] },
  { what: "attributes that are not sorted", parts: { subject: sequence(set(attribute("2.5.4.10", utf8("Or")), attribute("2.5.4.3", utf8("CN")))) }, code: "set-not-sorted", needle: attribute("2.5.4.3", utf8("CN")), reads: (c) => c.subject.toString(), as: "O=Or+CN=CN" },
  { what: "an empty RelativeDistinguishedName", parts: { subject: sequence(hex("3100")) }, code: "set-empty", needle: hex("30023100"), within: 2, reads: (c) => c.subject.rdns, as: [[]] },
  { what: "a PrintableString with @", parts: { subject: sequence(set(attribute("2.5.4.3", printable("me@host")))) }, code: "string-characters", needle: ascii("me@host"), within: 2, reads: (c) => c.subject.toString(), as: "CN=me@host" },
  { what: "a PrintableString of UTF-8", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x13, ascii("Jürgen"))))) }, code: "string-characters", needle: ascii("Jürgen"), within: 1, reads: (c) => c.subject.toString(), as: "CN=Jürgen" },
  { what: "a PrintableString of Latin-1", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x13, hex("4afc72"))))) }, code: "string-characters", needle: hex("4afc72"), within: 1, reads: (c) => c.subject.toString(), as: "CN=Jür" },
  { what: "an IA5String above ASCII", parts: extensionWith(EXTENSION.subjectAltName, sequence(tlv(0x82, hex("61ff62")))), code: "string-characters", needle: hex("820361ff62"), within: 3, reads: (c) => c.subjectAltNames?.map((n) => (n.type === "dns" ? n.value : "")), as: ["aÿb"] },
  { what: "a NumericString with a letter", parts: { subject: sequence(set(attribute("2.5.4.5", tlv(0x12, ascii("12x"))))) }, code: "string-characters", needle: ascii("12x"), within: 2, reads: (c) => c.subject.toString(), as: "serialNumber=12x" },
  { what: "a VisibleString with a control", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x1a, ascii("a\tb"))))) }, code: "string-characters", needle: ascii("a\tb"), within: 1, reads: (c) => c.subject.toString(), as: "CN=a\tb" },
  { what: "a UTF8String that is not UTF-8", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x0c, hex("61fe62"))))) }, code: "string-utf8", needle: hex("61fe62"), reads: (c) => c.subject.toString(), as: "CN=a\ufffdb" },
  { what: "a UTF8String with an overlong form", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x0c, hex("61c0af62"))))) }, code: "string-utf8", needle: hex("61c0af62"), reads: (c) => c.subject.toString(), as: "CN=a\ufffd\ufffdb" },
  { what: "a BMPString of odd length", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x1e, hex("0041004200"))))) }, code: "string-length", needle: hex("0041004200"), reads: (c) => c.subject.toString(), as: "CN=AB" },
  { what: "a BMPString with a surrogate", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x1e, hex("0041d83d"))))) }, code: "string-characters", needle: hex("0041d83d"), within: 2, reads: (c) => c.subject.toString(), as: "CN=A\ufffd" },
  { what: "a UniversalString beyond Unicode", parts: { subject: sequence(set(attribute("2.5.4.3", tlv(0x1c, hex("0000004100110000"))))) }, code: "string-characters", needle: hex("0000004100110000"), within: 4, reads: (c) => c.subject.toString(), as: "CN=A\ufffd" },
  { what: "a time without seconds", parts: validity(utcTime("2502280000Z")), code: "time-format", needle: ascii("2502280000Z"), reads: (c) => c.validity.notBefore.milliseconds, as: Date.UTC(2025, 1, 28) },
  { what: "a time in another zone", parts: validity(utcTime("250228000000+0130")), code: "time-format", needle: ascii("250228000000+0130"), reads: (c) => c.validity.notBefore.milliseconds, as: Date.UTC(2025, 1, 27, 22, 30) },
  { what: "an empty list of names", parts: extensionWith(EXTENSION.subjectAltName, hex("3000")), code: "sequence-empty", needle: hex("04023000"), within: 2, reads: (c) => c.subjectAltNames, as: [] },
  { what: "an IP address of five bytes", parts: extensionWith(EXTENSION.subjectAltName, sequence(hex("87050102030405"))), code: "ip-address-length", needle: hex("87050102030405"), within: 2, reads: (c) => c.subjectAltNames?.length, as: 1 },
  { what: "a subtree's minimum of 0 written out", parts: extensionWith(EXTENSION.nameConstraints, sequence(tlv(0xa0, sequence(hex("8203616263"), hex("800100"))))), code: "default-encoded", needle: hex("8203616263800100"), within: 5, reads: (c) => c.nameConstraints?.permitted?.[0]?.minimum, as: 0 },
  { what: "nameConstraints of nothing", parts: extensionWith(EXTENSION.nameConstraints, hex("3000")), code: "sequence-empty", needle: hex("04023000"), within: 2, reads: (c) => c.nameConstraints, as: {} },
  { what: "an x400Address in primitive form", parts: extensionWith(EXTENSION.subjectAltName, sequence(hex("8303aabbcc"))), code: "unexpected-tag", needle: hex("8303aabbcc"), reads: (c) => c.subjectAltNames?.map(({ type }) => type), as: ["x400"] },
  { what: "an algorithm outside that differs from the one within", parts: { signatureAlgorithm: sequence(oid("1.2.840.10045.4.3.3")) }, code: "signature-algorithm-mismatch", needle: sequence(oid("1.2.840.10045.4.3.3")), reads: (c) => [c.signatureAlgorithm.name, c.tbsSignatureAlgorithm.name], as: ["ecdsa-with-SHA384", "ecdsa-with-SHA256"] },
  { what: "a signature of a broken number of bytes", parts: { signature: hex("030304aab0") }, code: "bit-string-unused-bits", needle: hex("030304aab0"), within: 2, reads: (c) => c.signature.length, as: 2 },
  { what: "a precertificate poison that is not critical", parts: extensionWith(EXTENSION.precertificatePoison, hex("0500")), code: "bad-poison", needle: extension(EXTENSION.precertificatePoison, hex("0500")), reads: (c) => c.isPrecertificate, as: true },
];

test("an SCT hidden within the length of another is refused", () => {
  const sct = bytes(0, new Uint8Array(32).fill(7), hex("0000019911223344 0000 0403 0002 abcd"));
  const both = bytes(sct, 0, sct.length, sct);
  const list = bytes(0, both.length, both);
  const der = certificate(extensionWith(EXTENSION.signedCertificateTimestampList, tlv(0x04, 0, list.length, list)));
  const error = thrown(() => Certificate.parse(der).signedCertificateTimestamps);
  assert.deepEqual([error.code, error.offset], ["bad-sct", offsetOf(der, bytes(0, both.length, sct), 2 + sct.length)]);
});

describe("what is forbidden and plain is read, and reported", () => {
  for (const { what, parts, code, needle, within = 0, reads, as } of READ_ALL_THE_SAME) {
    test(what, () => {
      const der = certificate(parts);
      const parsed = Certificate.parse(der);
      assert.deepEqual(reads(parsed), as);
      const offset = offsetOf(der, needle, within);
      assert.deepEqual(parsed.problems.map((problem) => [problem.code, problem.offset, problem.fatal]), [[code, offset, false]]);
      const error = thrown(() => Certificate.parse(der, { strict: true }));
      assert.deepEqual([error.code, error.offset], [code, offset]);
    });
  }

  test("three faults are three problems, in the order of the bytes", () => {
    const parsed = Certificate.parse(certificate({
      subject: sequence(set(attribute("2.5.4.3", printable("a*b")))),
      serialNumber: hex("0201ff"),
      extensions: [extension(EXTENSION.keyUsage, hex("03020780"), FALSE), extension(EXTENSION.basicConstraints, hex("30"))],
    }));
    assert.deepEqual(parsed.problems.map(({ code }) => code), ["integer-negative", "string-characters", "default-encoded", "truncated"]);
  });

  test("unknown values are gone through: a bad BOOLEAN in an attribute's SEQUENCE is a problem", () => {
    const der = certificate({ subject: sequence(set(attribute("2.5.4.3", hex("3003010105")))) });
    const parsed = Certificate.parse(der);
    assert.equal(parsed.subject.toString(), "CN=#3003010105");
    assert.deepEqual(parsed.problems.map(({ code, offset }) => [code, offset]), [["boolean-value", offsetOf(der, hex("3003010105"), 4)]]);
  });

  test("explicit curve parameters are flagged and not fatal", () => {
    const key = sequence(sequence(oid("1.2.840.10045.2.1"), sequence(hex("020101"))), tlv(0x03, 0, 4, new Uint8Array(64)));
    const { publicKey } = Certificate.parse(certificate({ publicKey: key }));
    assert.deepEqual([publicKey.type, publicKey.explicitParameters, publicKey.curve, publicKey.bits], ["EC", true, undefined, undefined]);
  });

  test("the ordinary parts are what the cases above vary", () => {
    assert.deepEqual(certificate(), certificate({ publicKey: P256_KEY, validity: VALIDITY, subject: name("Subject") }));
  });
});
