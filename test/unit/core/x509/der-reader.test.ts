import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { checkElement, compareEncodings } from "../../../../src/core/x509/der/check.ts";
import { DER_ERROR_CODES, DerError, type DerErrorCode } from "../../../../src/core/x509/der/error.ts";
import { decodeOid } from "../../../../src/core/x509/der/oid.ts";
import { DerReader, MAX_DEPTH, MAX_FAULTS } from "../../../../src/core/x509/der/reader.ts";
import { EXTENSION, encodeOid, findKnownOid } from "../../../../src/core/x509/oids.ts";
import { hex, lengthOctets, tlv } from "./support/der.ts";

const REFUSED: readonly [what: string, bytes: string, code: DerErrorCode, offset: number][] = [
  ["nothing", "", "missing-element", 0],
  ["a lone identifier octet", "30", "truncated", 0],
  ["an indefinite length", "3080 0000", "length-indefinite", 1],
  ["the reserved length FF", "30ff 00", "length-reserved", 1],
  ["a length below 128 in long form", "0481 05 0102030405", "length-not-minimal", 1],
  ["a long length with a leading zero", `0482 00ff ${"00".repeat(255)}`, "length-not-minimal", 1],
  ["a length that breaks off", "0482 01", "truncated", 1],
  ["a length of five bytes", "0485 0100000000", "length-too-large", 1],
  ["more content than there is", "0403 0102", "length-overrun", 1],
  ["four gigabytes", "0484 ffffffff 00", "length-overrun", 5],
  ["a high tag number with leading zeros", "1f80 1f 00", "tag-not-minimal", 1],
  ["a small number in high form", "1f1e 00", "tag-not-minimal", 0],
  ["a high tag number that breaks off", "1f81", "truncated", 2],
  ["a high tag number without a length", "1f1f", "truncated", 2],
  ["a huge tag number", "1f ffffff7f 00", "tag-too-large", 0],
  ["a BOOLEAN of two bytes", "0102 ffff", "boolean-length", 2],
  ["an empty BOOLEAN", "0100", "boolean-length", 2],
  ["a BOOLEAN of 01", "0101 01", "boolean-value", 2],
  ["an empty INTEGER", "0200", "integer-empty", 2],
  ["an INTEGER with a leading 00", "0202 007f", "integer-not-minimal", 2],
  ["an INTEGER with a leading FF", "0202 ff80", "integer-not-minimal", 2],
  ["a NULL with content", "0501 00", "null-not-empty", 2],
  ["an empty OID", "0600", "oid-empty", 2],
  ["an OID arc with leading zeros", "0603 2a 8001", "oid-not-minimal", 3],
  ["an OID whose first arc has leading zeros", "0602 8001", "oid-not-minimal", 2],
  ["an OID that breaks off", "0602 2a 86", "oid-truncated", 3],
  ["an OID of 256 bytes", `0682 0100 2a ${"01".repeat(255)}`, "oid-too-long", 4],
  ["an empty BIT STRING", "0300", "bit-string-empty", 2],
  ["eight unused bits", "0302 08 00", "bit-string-unused-bits", 2],
  ["unused bits of no byte", "0301 01", "bit-string-unused-bits", 2],
  ["a SEQUENCE in primitive form", "1000", "primitive-sequence", 0],
  ["a SET in primitive form", "1100", "primitive-sequence", 0],
  ["a constructed OCTET STRING", "2402 0400", "constructed-string", 0],
  ["a constructed UTF8String", "2c02 0c00", "constructed-string", 0],
  ["a constructed INTEGER", "2202 0200", "constructed-string", 0],
  ["a fault three levels down", "3007 a005 3003 0101 01", "boolean-value", 8],
  ["content that does not fill its SEQUENCE", "3003 0201 ", "length-overrun", 1],
  ["an inner element that overruns the outer", "3003 0402 01 01", "length-overrun", 3],
];

function refusal(run: () => unknown): DerError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof DerError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

describe("what DER forbids is refused with code and offset", () => {
  for (const [what, text, code, offset] of REFUSED) {
    test(what, () => {
      const error = refusal(() => {
        const reader = new DerReader(hex(text));
        checkElement(reader, "the value");
        reader.finish("the input");
      });
      assert.deepEqual([error.code, error.offset, error.fatal], [code, offset, true]);
      assert.match(error.message, new RegExp(`\\(byte ${offset}\\)$`));
    });
  }

  test("bytes behind the last element", () => {
    const error = refusal(() => {
      const reader = new DerReader(hex("0500 00"));
      checkElement(reader, "the value");
      reader.finish("the input");
    });
    assert.deepEqual([error.code, error.offset], ["trailing-bytes", 2]);
  });

  test("a field behind the last of a SEQUENCE", () => {
    const reader = new DerReader(hex("3006 020101 020102"));
    const outer = reader.open(0x30, "the sequence");
    reader.integer("the field");
    const error = refusal(() => reader.leave(outer, "the sequence"));
    assert.deepEqual([error.code, error.offset], ["trailing-bytes", 5]);
  });

  test("another tag than the expected", () => {
    const error = refusal(() => new DerReader(hex("0400")).expect(0x30, "the value"));
    assert.deepEqual([error.code, error.offset], ["unexpected-tag", 0]);
    assert.match(error.message, /must be SEQUENCE and is OCTET STRING/);
  });

  test("an INTEGER larger than its field has sense", () => {
    const error = refusal(() => new DerReader(hex("0207 01020304050607")).smallInteger("the field"));
    assert.deepEqual([error.code, error.offset], ["integer-too-large", 2]);
  });
});

describe("faults are reported and read", () => {
  test("padding bits that are not zero", () => {
    const faults: DerError[] = [];
    assert.equal(new DerReader(hex("0302 04 f8"), faults).bitString("the bits"), 4);
    assert.deepEqual(faults.map(({ code, offset, fatal }) => [code, offset, fatal]), [["bit-string-padding", 3, false]]);
  });

  test("named bits with trailing zeros", () => {
    for (const [text, expected] of [["0302 00 80", true], ["0302 07 80", false], ["0302 07 00", true], ["0301 00", false]] as const) {
      const faults: DerError[] = [];
      const reader = new DerReader(hex(text), faults);
      reader.expect(0x03, "the bits");
      reader.namedBits("the bits");
      assert.deepEqual(faults.map(({ code }) => code), expected ? ["bit-list-trailing-zeros"] : [], text);
    }
  });

  test("named bits give their numbers", () => {
    const reader = new DerReader(hex("0303 07 8480"));
    reader.expect(0x03, "the bits");
    assert.equal(reader.namedBits("the bits"), 1 << 0 | 1 << 5 | 1 << 8);
  });

  test("no more than the bound are kept", () => {
    const faults: DerError[] = [];
    const reader = new DerReader(hex("0500"), faults);
    for (let i = 0; i < MAX_FAULTS + 10; i++) reader.fault("set-empty", 0, "x");
    assert.equal(faults.length, MAX_FAULTS);
  });
});

describe("depth", () => {
  const nested = (levels: number): Uint8Array => {
    let value: Uint8Array = hex("0500");
    for (let i = 0; i < levels; i++) value = tlv(0x30, value);
    return value;
  };

  test("up to the bound is read", () => checkElement(new DerReader(nested(MAX_DEPTH)), "the value"));

  test("one more is refused", () => {
    const error = refusal(() => checkElement(new DerReader(nested(MAX_DEPTH + 1)), "the value"));
    assert.equal(error.code, "too-deep");
  });

  test("three million levels end at the bound", () => {
    const error = refusal(() => checkElement(new DerReader(nestedFast(3_000_000)), "the value"));
    assert.equal(error.code, "too-deep");
  });
});

/** Nested SEQUENCEs of more than 2^24 bytes, 6 bytes a level; the inmost have lengths that are too long, where no reader should come. */
function nestedFast(levels: number): Uint8Array {
  const bytes = new Uint8Array(levels * 6);
  for (let i = 0; i < levels; i++) {
    const left = (levels - 1 - i) * 6;
    bytes.set([0x30, 0x84, left >>> 24, left >>> 16 & 0xff, left >>> 8 & 0xff, left & 0xff], i * 6);
  }
  return bytes;
}

describe("OIDs", () => {
  test("every known one is found by its content and no other", () => {
    for (const dotted of Object.values(EXTENSION)) {
      const content = encodeOid(dotted);
      assert.equal(findKnownOid(content, 0, content.length)?.oid, dotted);
      assert.notEqual(findKnownOid(content, 0, content.length - 1)?.oid, dotted);
    }
  });

  test("dotted form of written arcs, and the first two arcs", () => {
    const decode = (text: string): string => {
      const content = hex(text);
      return decodeOid(content, 0, content.length);
    };
    assert.equal(decode("00"), "0.0");
    assert.equal(decode("27"), "0.39");
    assert.equal(decode("28"), "1.0");
    assert.equal(decode("4f"), "1.39");
    assert.equal(decode("50"), "2.0");
    assert.equal(decode("8837"), "2.999");
    assert.equal(decode("2b0601040182371404"), "1.3.6.1.4.1.311.20.4");
    // X.667 example: a UUID as arc, 128 bits.
    assert.equal(decode("6983dfcfb7b5e8b4a2fdb5b0b7b4c6b3dc9f8a4d").startsWith("2.25."), true);
    assert.equal(decode("69 83ffffffffffffffffffffffffffffffffff7f"), `2.25.${String((1n << 128n) - 1n)}`);
  });

  test("what is encoded is decoded", () => {
    const arc = fc.nat(0x7fffffff);
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 }), fc.nat(39), fc.array(arc, { maxLength: 12 }), (first, second, rest) => {
      const dotted = [first, second, ...rest].join(".");
      const content = encodeOid(dotted);
      assert.equal(decodeOid(content, 0, content.length), dotted);
    }));
  });
});

describe("properties of headers", () => {
  test("the shortest length is read, each longer form of it refused", () => {
    fc.assert(fc.property(fc.oneof(fc.nat(300), fc.nat(70_000)), fc.integer({ min: 1, max: 3 }), (length, zeros) => {
      const shortest = lengthOctets(length);
      const content = new Uint8Array(length);
      const reader = new DerReader(Uint8Array.from([0x04, ...shortest, ...content]));
      reader.expect(0x04, "the value");
      assert.equal(reader.contentEnd - reader.content, length);
      const magnitude = length < 0x80 ? [length] : shortest.slice(1);
      const longer = length < 0x80 && zeros === 1 ? [0x81, length] : [0x80 | (magnitude.length + zeros), ...new Array<number>(zeros).fill(0), ...magnitude];
      if (longer.length - 1 > 4) return;
      const error = refusal(() => new DerReader(Uint8Array.from([0x04, ...longer, ...content])).next("the value"));
      assert.deepEqual([error.code, error.offset], ["length-not-minimal", 1]);
    }), { numRuns: 300 });
  });

  test("arbitrary bytes give a DerError with a known code and an offset within, or nothing", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        checkElement(new DerReader(bytes, []), "the value");
      } catch (error) {
        assert.ok(error instanceof DerError, String(error));
        assert.ok(DER_ERROR_CODES.includes(error.code));
        assert.ok(error.offset >= 0 && error.offset <= bytes.length);
      }
    }), { numRuns: 5000 });
  });
});

test("DER's order of a SET OF", () => {
  const compare = (a: string, b: string): number => {
    const bytes = hex(a + b);
    return Math.sign(compareEncodings(bytes, 0, a.length / 2, a.length / 2, bytes.length));
  };
  assert.equal(compare("0401", "0402"), -1);
  assert.equal(compare("0402", "0401"), 1);
  assert.equal(compare("0401", "040100"), -1);
  assert.equal(compare("0401", "0401"), 0);
});
