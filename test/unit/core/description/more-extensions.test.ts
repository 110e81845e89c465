// Extensions and algorithms that judge nothing and are shown in words all the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { leafIndexOf, MORE_EXTENSIONS } from "../../../../src/core/description/more-extensions.ts";
import { nameOfAlgorithm } from "../../../../src/core/x509/algorithm-names.ts";
import { QC_STATEMENT } from "../../../../src/core/x509/extensions/qualified.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { publicKey } from "../../../../popup/facts.ts";
import { ascii, bytes, certificate, extension, hex, oid, printable, sequence, tlv, utf8, type Octets } from "../x509/support/der.ts";
import { assertSound, extensionOf, fieldsOf, sentences } from "./support/said.ts";

const integer = (...octets: number[]): Uint8Array => tlv(0x02, octets);
const bmp = (text: string): Uint8Array => tlv(0x1e, Array.from(text, (letter) => [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 0xff]).flat());
const said = (of: string, value: Octets): string[] => sentences(extensionOf(assertSound(certificate({ extensions: extension(of, value) })), of));

const QC = "1.3.6.1.5.5.7.1.3";
const statement = (id: string, ...info: Octets[]): Uint8Array => sequence(oid(id), info);

test("statements of a qualified certificate", () => {
  assert.deepEqual(said(QC, sequence(
    statement(QC_STATEMENT.QcCompliance),
    statement(QC_STATEMENT.QcLimitValue, sequence(printable("EUR"), integer(5), integer(3))),
    statement(QC_STATEMENT.QcLimitValue, sequence(integer(3, 0xd2), integer(1), integer(0))),
    statement(QC_STATEMENT.QcRetentionPeriod, integer(15)),
    statement(QC_STATEMENT.QcSSCD),
    statement(QC_STATEMENT.QcPDS, sequence(sequence(tlv(0x16, ascii("https://ca.test/en.pdf")), printable("en")), sequence(tlv(0x16, ascii("https://ca.test/de.pdf")), printable("de")))),
    statement(QC_STATEMENT.QcType, sequence(oid("0.4.0.1862.1.6.3"), oid("0.4.0.194126.1.1"))),
    statement(QC_STATEMENT.QcCClegislation, sequence(printable("CH"), printable("GB"))),
    statement(QC_STATEMENT.PSD2, sequence(sequence(sequence(oid("0.4.0.19495.1.3"), utf8("PSP_AI"))), utf8("Authority"), utf8("XX-FIN"))),
    statement(QC_STATEMENT.pkixQCSyntaxV2, sequence(oid("0.4.0.194121.1.2"), sequence(tlv(0x86, ascii("https://register.test/"))))),
    statement("1.2.3.4", hex("0101ff")),
  )), [
    "statement: This is a qualified certificate (QcCompliance) 0.4.0.1862.1.1",
    "statement: Limit on the value of a transaction (QcLimitValue) 0.4.0.1862.1.2", "amount: 5 × 10^3 EUR",
    "statement: Limit on the value of a transaction (QcLimitValue) 0.4.0.1862.1.2", "amount: 1 × 10^0 978",
    "statement: How long the CA keeps its records (QcRetentionPeriod) 0.4.0.1862.1.3", "years: 15",
    "statement: The private key lies in a qualified signature device (QcSSCD) 0.4.0.1862.1.4",
    "statement: Where the CA’s terms stand (QcPDS) 0.4.0.1862.1.5", "terms: https://ca.test/en.pdf (en) | https://ca.test/de.pdf (de)",
    "statement: What it is for (QcType) 0.4.0.1862.1.6", "kinds: Website authentication (QWAC) 0.4.0.1862.1.6.3 | 0.4.0.194126.1.1",
    "statement: Under whose law it is qualified (QcCClegislation) 0.4.0.1862.1.7", "countries: CH | GB",
    "statement: A payment service provider (PSD2) 0.4.0.19495.2", "roles: PSP_AI (0.4.0.19495.1.3)", "authority: Authority (XX-FIN)",
    "statement: What the subject’s identifiers mean (RFC 3739) 1.3.6.1.5.5.7.11.2", "semantics: 0.4.0.194121.1.2", "uri: https://register.test/",
    "statement: 1.2.3.4", "value: 0101ff",
  ]);
});

test("what a Windows CA writes", () => {
  const template = "1.3.6.1.4.1.311.21.8.1.2.3";
  assert.deepEqual(said("1.3.6.1.4.1.311.21.7", sequence(oid(template), integer(100), integer(5))), [`template: ${template}`, "version: 100.5"]);
  assert.deepEqual(said("1.3.6.1.4.1.311.21.7", sequence(oid(template))), [`template: ${template}`]);
  assert.deepEqual(said("1.3.6.1.4.1.311.21.10", sequence(sequence(oid("1.3.6.1.5.5.7.3.1")), sequence(oid("1.3.6.1.4.1.311.20.2.2")))),
    ["purposes: TLS server 1.3.6.1.5.5.7.3.1", "purposes: 1.3.6.1.4.1.311.20.2.2"]);
  assert.deepEqual(said("1.3.6.1.4.1.311.20.2", bmp("WebServer")), ["template: WebServer"]);
  assert.deepEqual(said("1.3.6.1.4.1.311.20.2", bmp("Web\u202eServer")), ["template: Web\u202eServer"]);
  assert.deepEqual(said("1.3.6.1.4.1.311.21.1", integer(2, 0x10, 3)), ["caCertificateIndex: 4099", "caKeyIndex: 2"]);
  assert.deepEqual(said("1.3.6.1.4.1.311.25.2", sequence(tlv(0xa0, oid("1.3.6.1.4.1.311.25.2.1"), tlv(0xa0, tlv(0x04, ascii("S-1-5-21-1"))))))
    , ["sid: S-1-5-21-1"]);
});

test("delegated credentials, and older extensions", () => {
  assert.deepEqual(said("1.3.6.1.4.1.44363.44", hex("0500")), []);
  assert.deepEqual(said("2.5.29.16", sequence(tlv(0x80, ascii("20260101000000Z")), tlv(0x81, ascii("20270101000000Z")))), ["notBefore: 2026-01-01T00:00:00.000Z", "notAfter: 2027-01-01T00:00:00.000Z"]);
  assert.deepEqual(said("2.5.29.16", sequence(tlv(0x81, ascii("soon")))), ["notAfter: soon"]);
  assert.deepEqual(said("2.23.140.3.1", sequence(printable("VAT"), printable("DE"), tlv(0x80, ascii("BY")), utf8("123"))), ["registrationScheme: VAT", "C: DE", "ST: BY", "registrationReference: 123"]);
  assert.deepEqual(said("2.16.840.1.113730.1.1", hex("030206c0")), ["uses: SSL client | SSL server"]);
});

test("a value that is something else is a fault with its place, and its bytes are shown", () => {
  const wrong: [string, Octets][] = [
    [QC, hex("0500")], [QC, sequence(statement(QC_STATEMENT.QcLimitValue, integer(1)))], [QC, sequence(statement(QC_STATEMENT.QcType, sequence(hex("0500"))))],
    [QC, sequence(statement(QC_STATEMENT.QcRetentionPeriod, integer(1, 2, 3, 4, 5, 6, 7, 8)))], [QC, sequence(statement(QC_STATEMENT.QcCClegislation, sequence(hex("0101ff"))))],
    ["1.3.6.1.4.1.311.21.7", sequence(integer(1))], ["1.3.6.1.4.1.311.21.7", sequence(oid("1.2.3"), integer(1), integer(1), integer(1))],
    ["1.3.6.1.4.1.311.21.10", hex("02")], ["1.3.6.1.4.1.311.20.2", integer(1)], ["1.3.6.1.4.1.311.21.1", integer(0xff)],
    ["1.3.6.1.4.1.311.25.2", sequence(tlv(0xa0, oid("1.2.3"), tlv(0xa0, tlv(0x04))))], ["1.3.6.1.4.1.44363.44", hex("0101ff")], ["1.3.6.1.4.1.44363.44", hex("05000500")],
    ["2.5.29.16", hex("0500")], ["2.23.140.3.1", sequence(printable("VAT"))], ["2.16.840.1.113730.1.1", hex("0301")],
  ];
  for (const [of, value] of wrong) {
    const section = extensionOf(assertSound(certificate({ extensions: extension(of, value) })), of);
    const what = `${of} ${Buffer.from(bytes(value)).toString("hex")}`;
    assert.notEqual(section?.fault?.code ?? "internal", "internal", what);
    assert.ok((section?.fault?.offset ?? -1) >= (section?.place?.offset ?? Infinity), what);
    assert.ok(sentences(section).some((sentence) => sentence.startsWith("value: ")), what);
  }
});

test("whatever stands in them, nothing throws", () => {
  const ids = Object.keys(MORE_EXTENSIONS);
  fc.assert(fc.property(fc.constantFrom(...ids), fc.uint8Array({ maxLength: 60 }), (of, value) => {
    const section = extensionOf(assertSound(certificate({ extensions: extension(of, value) })), of);
    assert.notEqual(section?.fault?.code, "internal");
  }), { numRuns: 2000 });
});

test("the entry that a tiled log gave a certificate", () => {
  assert.equal(leafIndexOf(hex("000005 0102030405")), 0x0102030405);
  assert.equal(leafIndexOf(hex("010002ffff 000005 0000000007")), 7);
  for (const text of ["", "00", "0000", "000004 01020304", "000005 01020304", "01ffff", "000006 010203040506"]) assert.equal(leafIndexOf(hex(text)), undefined, text);
  const sct = bytes(0, new Uint8Array(32).fill(1), hex("0000019911223344"), hex("0008 000005 0000001000"), 4, 3, hex("0004"), hex("3002aabb"));
  const list = bytes(0, sct.length, sct);
  const lines = said(EXTENSION.signedCertificateTimestampList, tlv(0x04, bytes(0, list.length, list)));
  assert.ok(lines.includes("leafIndex: 4096"), lines.join("\n"));
  assert.ok(lines.includes("sctExtensions: 0000050000001000"), lines.join("\n"));
});

const text = (key: string, params: readonly string[] = []): string => `${key} ${params.join(" ")}`;

test("keys and algorithms that we do not verify have their names", () => {
  const point = tlv(0x03, 0, 4, new Uint8Array(64).fill(7));
  const key = (id: string, ...parameters: Octets[]): Uint8Array => sequence(sequence(oid(id), parameters), tlv(0x03, 0, new Uint8Array(32).fill(7)));
  const cases: [spki: Uint8Array, signature: string, shown: string, signatureShown: string][] = [
    [sequence(sequence(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301")), point), "1.2.156.10197.1.501", "EC SM2", "SM2-with-SM3"],
    [key("2.16.840.1.101.3.4.3.20"), "2.16.840.1.101.3.4.3.31", "SLH-DSA-SHA2-128s", "SLH-DSA-SHAKE-256f"],
    [key("2.16.840.1.101.3.4.3.36"), "2.16.840.1.101.3.4.3.46", "HashSLH-DSA-SHA2-128f-with-SHA256", "HashSLH-DSA-SHAKE-256f-with-SHAKE256"],
    [key("1.3.6.1.5.5.7.6.40"), "1.3.6.1.5.5.7.6.54", "MLDSA44-ECDSA-P256-SHA256", "MLDSA87-ECDSA-P521-SHA512"],
    [key("1.2.643.7.1.1.1.1", sequence(oid("1.2.643.7.1.2.1.1.1"), oid("1.2.643.7.1.1.2.2"))), "1.2.643.7.1.1.3.2", "GOST R 34.10-2012, 256 bits", "GOST R 34.10-2012 with GOST R 34.11-2012, 256 bits"],
    [key("1.2.3.4.5"), "1.2.3.4.6", "1.2.3.4.5", "1.2.3.4.6"],
  ];
  for (const [spki, signature, shown, signatureShown] of cases) {
    const algorithm = sequence(oid(signature));
    const der = certificate({ publicKey: spki, tbsSignatureAlgorithm: algorithm, signatureAlgorithm: algorithm });
    const summary = summarize(der);
    assert.deepEqual([publicKey(summary.key, text), summary.signatureAlgorithm], [shown, signatureShown]);
    assert.equal(nameOfAlgorithm({ oid: signature, name: undefined }), signatureShown);
    const names = assertSound(der).fields.flatMap((section) => fieldsOf(section)).flatMap(({ values }) => values.flatMap((value) => value.kind === "oid" ? [value.name ?? value.oid] : []));
    assert.ok(names.includes(shown.replace("EC ", "")) && names.includes(signatureShown), names.join());
  }
  const gost = assertSound(certificate({ publicKey: key("1.2.643.7.1.1.1.1", sequence(oid("1.2.643.7.1.2.1.1.1"), oid("1.2.643.7.1.1.2.2"))) }));
  const parameters = fieldsOf(gost.fields.find(({ title }) => title === "viewer_section_publicKey")).find(({ name }) => name === "viewer_field_parameters");
  assert.deepEqual(parameters?.values.map((value) => value.kind === "oid" ? value.name : value.kind), ["tc26-gost-3410-12-256-paramSetA", "GOST R 34.11-2012, 256 bits"]);
});
