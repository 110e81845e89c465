// Hostile sizes end at a bound, with an error that names it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Certificate, MAX_CERTIFICATE_BYTES } from "../../../../src/core/x509/certificate.ts";
import { DerError } from "../../../../src/core/x509/der/error.ts";
import { MAX_FAULTS } from "../../../../src/core/x509/der/reader.ts";
import { MAX_EXTENSIONS } from "../../../../src/core/x509/extension.ts";
import { MAX_ELEMENTS } from "../../../../src/core/x509/general-name.ts";
import { MAX_ATTRIBUTES } from "../../../../src/core/x509/name.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { ascii, attribute, certificate, extension, hex, lengthOctets, printable, sequence, set, tlv } from "./support/der.ts";

/** A TLV of many equal elements, without building lists of numbers. */
function repeated(tag: number, element: Uint8Array, count: number): Uint8Array {
  const header = [tag, ...lengthOctets(element.length * count)];
  const whole = new Uint8Array(header.length + element.length * count);
  whole.set(header);
  for (let i = 0; i < count; i++) whole.set(element, header.length + i * element.length);
  return whole;
}

/** The ordinary certificate with large parts put in place of small ones, fast. */
function withLarge(part: "subject" | "extensions", large: Uint8Array): Uint8Array {
  const marker = part === "subject" ? sequence(set(attribute("2.5.4.3", printable("MARKER")))) : tlv(0xa3, sequence(extension("1.2.3", hex("abcdef"))));
  const small = certificate(part === "subject" ? { subject: marker } : { explicitExtensions: marker });
  const at = Buffer.from(small).indexOf(marker);
  const old = Certificate.parse(small).tbs;
  const tbsStart = Buffer.from(small).indexOf(old);
  const tbsContentStart = tbsStart + (old[1] === 0x82 ? 4 : 3);
  const tbs = Buffer.concat([small.subarray(tbsContentStart, at), large, small.subarray(at + marker.length, tbsStart + old.length)]);
  const inner = Buffer.concat([Uint8Array.from([0x30, ...lengthOctets(tbs.length)]), tbs, small.subarray(tbsStart + old.length)]);
  return new Uint8Array(Buffer.concat([Uint8Array.from([0x30, ...lengthOctets(inner.length)]), inner]));
}

function thrown(run: () => unknown): DerError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof DerError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

const ROOM = { maxBytes: 64 << 20 };

describe("size", () => {
  test("10 MB of garbage is refused by its length, unread", () => {
    const garbage = new Uint8Array(10_000_000).fill(0x30);
    const error = thrown(() => Certificate.parse(garbage));
    assert.deepEqual([error.code, error.offset], ["input-too-large", 0]);
    assert.match(error.message, /10000000 bytes/);
    const summary = summarize(garbage);
    assert.equal(summary.error?.code, "input-too-large");
    assert.equal(summary.sha256.length, 64);
  });

  test("the bound itself is read, one byte more is not", () => {
    const fill = withLarge("extensions", tlv(0xa3, sequence(extension("1.2.3", new Uint8Array(1000)))));
    assert.equal(Certificate.parse(fill, { maxBytes: fill.length }).extensions.length, 1);
    assert.equal(thrown(() => Certificate.parse(fill, { maxBytes: fill.length - 1 })).code, "input-too-large");
    assert.equal(MAX_CERTIFICATE_BYTES, 1_048_576);
  });

  test("an OID of a million bytes is refused by its length", () => {
    const oid = repeated(0x06, Uint8Array.of(0x81), 999_999);
    const der = withLarge("subject", sequenceOf(setOf(sequenceOf(oid))));
    assert.equal(thrown(() => Certificate.parse(der, ROOM).subject).code, "oid-too-long");
  });
});

const sequenceOf = (content: Uint8Array): Uint8Array => repeated(0x30, content, 1);
const setOf = (content: Uint8Array): Uint8Array => repeated(0x31, content, 1);

describe("count", () => {
  test("100,000 extensions: no more than the bound are kept", () => {
    const one = extension("1.2.3.4", hex("ab"));
    const der = withLarge("extensions", repeated(0xa3, repeated(0x30, one, 100_000), 1));
    const error = thrown(() => Certificate.parse(der, ROOM));
    assert.equal(error.code, "too-many-elements");
    assert.ok(error.offset < one.length * (MAX_EXTENSIONS + 1) + 300, `read up to ${error.offset}`);
    // Within the usual size as well.
    assert.equal(thrown(() => Certificate.parse(withLarge("extensions", repeated(0xa3, repeated(0x30, one, 50_000), 1)))).code, "too-many-elements");
  });

  test("as many as the bound are read, by every getter", () => {
    const der = withLarge("extensions", repeated(0xa3, repeated(0x30, extension("1.2.3.4", hex("ab")), MAX_EXTENSIONS), 1));
    const parsed = Certificate.parse(der);
    assert.equal(parsed.extensions.length, MAX_EXTENSIONS);
    assert.equal(parsed.subjectAltNames, undefined);
    assert.equal(parsed.problems.length, MAX_EXTENSIONS - 1);
  });

  test("a name of 1,000,000 attributes in one part, and in as many parts", () => {
    const one = attribute("2.5.4.3", printable("x"));
    const inOne = withLarge("subject", repeated(0x30, repeated(0x31, one, 1_000_000), 1));
    const error = thrown(() => Certificate.parse(inOne, ROOM).subject);
    assert.equal(error.code, "too-many-elements");
    const inMany = withLarge("subject", repeated(0x30, set(one), 1_000_000));
    assert.equal(thrown(() => Certificate.parse(inMany, ROOM).subject).code, "too-many-elements");
    assert.equal(Certificate.parse(inMany, ROOM).issuer.toString(), "CN=Issuer");
    assert.ok(summarize(inMany).error !== undefined);
  });

  test("as many attributes as the bound are read", () => {
    const der = withLarge("subject", repeated(0x30, set(attribute("2.5.4.3", printable("x"))), MAX_ATTRIBUTES));
    assert.equal(Certificate.parse(der).subject.rdns.length, MAX_ATTRIBUTES);
  });

  test("a million empty alternative names", () => {
    const names = repeated(0x30, tlv(0x82), 1_000_000);
    const der = withLarge("extensions", repeated(0xa3, sequenceOf(sequenceOf(concat(hex("0603551d11"), repeated(0x04, names, 1)))), 1));
    assert.equal(thrown(() => Certificate.parse(der, ROOM).subjectAltNames).code, "too-many-elements");
  });

  test("as many alternative names as the bound are read", () => {
    const names = repeated(0x30, tlv(0x82, ascii("a")), MAX_ELEMENTS);
    const der = withLarge("extensions", repeated(0xa3, sequenceOf(sequenceOf(concat(hex("0603551d11"), repeated(0x04, names, 1)))), 1));
    assert.equal(Certificate.parse(der).subjectAltNames?.length, MAX_ELEMENTS);
    const summary = summarize(der);
    assert.deepEqual([summary.names.length, summary.namesTotal], [100, MAX_ELEMENTS]);
  });

  test("twenty thousand faults are as many as the bound", () => {
    const names = repeated(0x30, tlv(0x82, 0xff), MAX_ELEMENTS);
    const der = withLarge("extensions", repeated(0xa3, sequenceOf(sequenceOf(concat(hex("0603551d11"), repeated(0x04, names, 1)))), 1));
    assert.equal(Certificate.parse(der).problems.length, MAX_FAULTS);
  });
});

const concat = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe("depth", () => {
  test("300,000 levels within an attribute's value", () => {
    const levels = 300_000;
    let deep: Uint8Array = hex("0500");
    // From the inside out, each level with the length of all within.
    const headers: Uint8Array[] = [];
    let length = deep.length;
    for (let i = 0; i < levels; i++) {
      const header = Uint8Array.from([0x30, ...lengthOctets(length)]);
      headers.push(header);
      length += header.length;
    }
    deep = new Uint8Array(Buffer.concat([...headers.reverse(), deep]));
    const der = withLarge("subject", sequenceOf(setOf(sequenceOf(concat(hex("0603550403"), deep)))));
    const parsed = Certificate.parse(der, ROOM);
    assert.ok(parsed.subject.toString().startsWith("CN=#"));
    assert.deepEqual(parsed.problems.map(({ code }) => code), ["too-deep"]);
  });

  test("names within names end with the grammar", () => {
    const der = certificate({ extensions: extension(EXTENSION.subjectAltName, sequence(tlv(0xa4, tlv(0xa4, sequence())))) });
    assert.equal(thrown(() => Certificate.parse(der).subjectAltNames).code, "unexpected-tag");
  });
});
