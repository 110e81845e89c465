import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { formatAddress, summarize } from "../../../../src/core/x509/summary.ts";
import { ascii, attribute, certificate, extension, hex, name, sequence, set, tlv, utf8 } from "./support/der.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { richCertificate } from "./support/rich.ts";

test("a certificate for people", () => {
  const der = certificate();
  const { sha256, sha1, spkiSha256, ...rest } = summarize(der);
  assert.equal(sha256, createHash("sha256").update(der).digest("hex"));
  assert.equal(sha1, createHash("sha1").update(der).digest("hex"));
  assert.equal(spkiSha256.length, 64);
  assert.deepEqual(rest, {
    subject: "CN=Subject", title: "Subject", issuer: "CN=Issuer", issuerTitle: "Issuer", serialNumber: "4d2a11",
    notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2026-04-01T00:00:00.000Z", key: { type: "EC", bits: 256, curve: "P-256" },
    signatureAlgorithm: "ecdsa-with-SHA256", names: ["example.test"], namesTotal: 1, isCa: false,
  });
});

test("names of every kind have a line", () => {
  const summary = summarize(richCertificate());
  assert.equal(summary.error, undefined);
  assert.deepEqual(summary.names, [
    "1.3.6.1.4.1.311.20.2.3: 0c0e7573657240726963682e74657374", "mail@rich.test", "rich.test", "x400: a3023000", "O=Directory",
    "edi: a507a1050c03656469", "https://rich.test/", "192.0.2.1", "2001:db8::1", "1.2.3.4",
  ]);
  assert.deepEqual([summary.isCa, summary.title], [true, "Ünïcode, \"quoted\" ☺"]);
});

test("the title is the common name, else the organisation, else the first alternative name", () => {
  const title = (subject: Uint8Array): string => summarize(certificate({ subject })).title;
  assert.equal(title(sequence(set(attribute("2.5.4.10", utf8("Org"))), set(attribute("2.5.4.3", utf8("first"))), set(attribute("2.5.4.3", utf8("last"))))), "last");
  assert.equal(title(sequence(set(attribute("2.5.4.3", utf8(""))), set(attribute("2.5.4.10", utf8("Org"))))), "Org");
  assert.equal(title(sequence()), "example.test");
});

test("bytes that are no certificate give the error and the hash", () => {
  for (const bytes of [new Uint8Array(), ascii("not a certificate"), hex("3080")]) {
    const summary = summarize(bytes);
    assert.equal(summary.sha256, createHash("sha256").update(bytes).digest("hex"));
    assert.ok(summary.error !== undefined && summary.error.code !== "" && summary.error.offset !== undefined);
    assert.deepEqual([summary.subject, summary.names], ["", []]);
  }
});

test("one bad value leaves the others, and is the error", () => {
  const summary = summarize(certificate({ extensions: extension(EXTENSION.subjectAltName, hex("3003820961")), subject: name("still here") }));
  assert.deepEqual([summary.title, summary.names, summary.error?.code], ["still here", [], "length-overrun"]);
  const noTime = summarize(certificate({ validity: sequence(tlv(0x17, ascii("9913010000Z")), tlv(0x17, ascii("260401000000Z"))) }));
  assert.deepEqual([noTime.notBefore, noTime.notAfter], ["", "2026-04-01T00:00:00.000Z"]);
});

test("addresses as RFC 5952 writes them", () => {
  for (const [bytes, text] of [
    ["c0000201", "192.0.2.1"], ["00".repeat(16), "::"], ["00".repeat(15) + "01", "::1"], ["20010db8000000000001000000000001", "2001:db8::1:0:0:1"],
    ["20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"], ["20010000000000010000000000000001", "2001:0:0:1::1"], ["fe80000000000000000000000000" + "0000", "fe80::"],
    ["00010002000300040005000600070008", "1:2:3:4:5:6:7:8"], ["0102030405", "#0102030405"],
  ] as const) assert.equal(formatAddress(hex(bytes)), text);
});
