// Mutated certificates: never a hang, never an exception that is not a DerError. TLSCOPE_FUZZ_SEED repeats a run.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { toHex } from "../../../../src/core/bytes/hex.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { ascii, attribute, bytes, certificate, extension, hex, name, oid, printable, sequence, set, tlv } from "./support/der.ts";
import { GETTERS, readEverything } from "./support/getters.ts";
import { EXTENSION_VALUES, richCertificate } from "./support/rich.ts";

const MUTANTS = 200_000;

// Traces of a million expected errors are most of the time of this test.
Error.stackTraceLimit = 0;

/** Certificates with one extension each, so that a mutation hits it often, and a few whole ones. */
const SEEDS: readonly Uint8Array[] = [
  richCertificate(),
  richCertificate(),
  certificate(),
  certificate({ subject: sequence(set(attribute("2.5.4.3", printable("x")), attribute("2.5.4.6", printable("NL")))) }),
  certificate({ publicKey: sequence(sequence(oid("1.2.840.113549.1.1.1"), hex("0500")), tlv(0x03, 0, sequence(tlv(0x02, 0, 0xc1, 1, 2, 3), hex("0203010001")))) }),
  certificate({ validity: sequence(tlv(0x17, ascii("250101000000Z")), tlv(0x18, ascii("20600101000000Z"))), subject: name("ä".repeat(70)) }),
  ...Object.entries(EXTENSION_VALUES).map(([type, value]) => certificate({ extensions: extension(type, value) })),
];

/** mulberry32: small, fast, and the same everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Octets that mean something to a DER reader. */
const TELLING = hex("00 01 02 03 04 05 06 0c 13 16 17 18 1e 1f 30 31 7f 80 81 82 83 84 85 86 87 88 89 a0 a1 a2 a3 a4 bf ff");

function mutate(seed: Uint8Array, next: (below: number) => number): Uint8Array {
  let mutant: Uint8Array = seed.slice();
  for (let changes = 1 + next(3); changes > 0 && mutant.length > 0; changes--) {
    const at = next(mutant.length);
    switch (next(8)) {
      case 0: mutant[at] = (mutant[at] ?? 0) ^ (1 << next(8)); break;
      case 1: mutant[at] = next(256); break;
      case 2: case 3: mutant[at] = TELLING[next(TELLING.length)] ?? 0; break;
      case 4: mutant[at] = (mutant[at] ?? 0) + (next(2) === 0 ? 1 : 255); break;
      case 5: mutant.copyWithin(at, next(mutant.length), mutant.length); break;
      // The next two change the length: the structure around mostly breaks, which parse must say.
      case 6: mutant = mutant.slice(0, at); break;
      default: {
        const other = SEEDS[next(SEEDS.length)] ?? seed;
        const from = next(other.length);
        mutant = bytes(mutant.subarray(0, at), other.subarray(from, from + next(40)), mutant.subarray(at));
      }
    }
    if (next(4) > 0) break;
  }
  return mutant;
}

test("seeds are without fault", () => {
  for (const seed of SEEDS) assert.equal(readEverything(seed), 0, toHex(seed));
  assert.ok(GETTERS.length >= 34, `only ${GETTERS.length} getters`);
});

test(`${MUTANTS} mutated certificates`, { timeout: 600_000 }, (context) => {
  const seed = Number(process.env["TLSCOPE_FUZZ_SEED"] ?? "20261121");
  const next = random(seed);
  let parsed = 0;
  let thrown = 0;
  for (let i = 0; i < MUTANTS; i++) {
    const mutant = mutate(SEEDS[next(SEEDS.length)] ?? new Uint8Array(), next);
    try {
      const refused = readEverything(mutant);
      if (refused >= 0) parsed++;
      if (refused > 0) thrown++;
      if (i % 64 === 0) summarize(mutant);
    } catch (error) {
      throw new Error(`mutant ${i} of seed ${seed}: ${toHex(mutant)}`, { cause: error });
    }
  }
  context.diagnostic(`${parsed} could be parsed, in ${thrown} of them a getter threw`);
  // Else the mutants would say nothing about the getters.
  assert.ok(parsed > MUTANTS / 4, `only ${parsed} could be parsed`);
  assert.ok(thrown > MUTANTS / 20, `only in ${thrown} a getter threw`);
});

describe("properties", () => {
  test("arbitrary bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
      readEverything(input);
      const summary = summarize(input);
      assert.equal(summary.sha256.length, 64);
    }), { numRuns: 500 });
  });

  test("an extension of arbitrary bytes leaves all others readable", () => {
    const types = fc.constantFrom(...Object.keys(EXTENSION_VALUES));
    fc.assert(fc.property(types, fc.uint8Array({ maxLength: 60 }), (type, value) => {
      const der = certificate({ extensions: [extension(type, value), extension("1.2.3.4.5.6.7", hex("abcd"))] });
      assert.ok(readEverything(der) <= 1);
      assert.equal(Certificate.parse(der).extension(type)?.value.length, value.length);
    }), { numRuns: 1000 });
  });

  test("a name of arbitrary text comes back, and its RFC 4514 form keeps it in one piece", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const { subject } = Certificate.parse(certificate({ subject: name(text) }));
      // What TextEncoder makes of a lone surrogate is what the bytes say.
      const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
      assert.deepEqual(subject.attribute("2.5.4.3"), [expected]);
      const shown = subject.toString();
      assert.equal(shown.slice(3).replace(/\\00/g, "\0").replace(/\\(.)/gsu, "$1"), expected);
      assert.doesNotMatch(shown.slice(3).replace(/\\./gsu, ""), /[,+"<>;\0]/);
    }), { numRuns: 500 });
  });

  test("every second between 1950 and 9999 is read", () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 }), (seconds) => {
      const digits = new Date(seconds * 1000).toISOString().replaceAll(/[-:T]/g, "").replace(".000", "");
      const time = seconds < Date.UTC(2050, 0, 1) / 1000 ? tlv(0x17, ascii(digits.slice(2))) : tlv(0x18, ascii(digits));
      assert.equal(Certificate.parse(certificate({ validity: sequence(time, time) })).notAfter, seconds * 1000);
    }), { numRuns: 1000 });
  });
});
