import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DerError } from "../../../../src/core/x509/der/error.ts";
import { DerReader } from "../../../../src/core/x509/der/reader.ts";
import { readTime, utc } from "../../../../src/core/x509/der/time.ts";
import { ascii, tlv } from "./support/der.ts";

const UTC = 0x17;
const GENERALIZED = 0x18;

const CASES: readonly [tag: number, text: string, milliseconds: number | undefined, conforms: boolean][] = [
  [UTC, "500101000000Z", Date.UTC(1950, 0, 1), true],
  [UTC, "491231235959Z", Date.UTC(2049, 11, 31, 23, 59, 59), true],
  [UTC, "000229120000Z", Date.UTC(2000, 1, 29, 12), true],
  [UTC, "010229120000Z", undefined, false],
  [UTC, "261321000000Z", undefined, false],
  [UTC, "260100000000Z", undefined, false],
  [UTC, "260132000000Z", undefined, false],
  [UTC, "260101240000Z", undefined, false],
  [UTC, "260101006000Z", undefined, false],
  [UTC, "260101000060Z", undefined, false],
  [UTC, "260101000000z", undefined, false],
  [UTC, "260101000000", undefined, false],
  [UTC, "26010100000:Z", undefined, false],
  [UTC, "26010100000/Z", undefined, false],
  [UTC, "+60101000000Z", undefined, false],
  [UTC, "2/0101000000Z", undefined, false],
  [GENERALIZED, "20/00101000000Z", undefined, false],
  [GENERALIZED, "200:0101000000Z", undefined, false],
  [GENERALIZED, "/0260101000000Z", undefined, false],
  [GENERALIZED, "0:260101000000Z", undefined, false],
  [UTC, "2601010000Z", Date.UTC(2026, 0, 1), false],
  [UTC, "260101000000+0000", Date.UTC(2026, 0, 1), false],
  [UTC, "260101000000-0130", Date.UTC(2026, 0, 1, 1, 30), false],
  [UTC, "260101000000.5Z", undefined, false],
  [UTC, "20260101000000Z", undefined, false],
  [UTC, "", undefined, false],
  [GENERALIZED, "20500101000000Z", Date.UTC(2050, 0, 1), true],
  [GENERALIZED, "99991231235959Z", Date.UTC(9999, 11, 31, 23, 59, 59), true],
  [GENERALIZED, "21000229000000Z", undefined, false],
  [GENERALIZED, "24000229000000Z", Date.UTC(2400, 1, 29), true],
  [GENERALIZED, "20260101000000.25Z", Date.UTC(2026, 0, 1) + 250, false],
  [GENERALIZED, "2026010100Z", Date.UTC(2026, 0, 1), false],
  [GENERALIZED, "20260101000000+0100", Date.UTC(2025, 11, 31, 23), false],
  [GENERALIZED, "20260101000000", undefined, false],
  [GENERALIZED, "260101000000Z", undefined, false],
];

describe("times", () => {
  for (const [tag, text, milliseconds, conforms] of CASES) {
    test(`${tag === UTC ? "UTCTime" : "GeneralizedTime"} "${text}"`, () => {
      const faults: DerError[] = [];
      const time = readTime(new DerReader(tlv(tag, ascii(text)), faults), "notBefore");
      assert.deepEqual([time.tag, time.text, time.milliseconds, time.conforms, time.offset], [tag, text, milliseconds, conforms, 2]);
      assert.deepEqual(faults.map(({ code }) => code), conforms ? [] : [milliseconds === undefined ? "time-value" : "time-format"]);
    });
  }
});

test("every day of four centuries", () => {
  for (let year = 1900; year <= 2300; year++) {
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= 31; day++) {
        const date = new Date(Date.UTC(year, month - 1, day));
        assert.equal(utc(year, month, day, 0, 0, 0), date.getUTCMonth() === month - 1 ? date.getTime() : undefined);
      }
    }
  }
});

test("years before 100 are years", () => {
  assert.equal(utc(1, 1, 1, 0, 0, 0), Date.parse("0001-01-01T00:00:00Z"));
  assert.equal(utc(0, 12, 31, 0, 0, 0), Date.parse("0000-12-31T00:00:00Z"));
});
