import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mirrored, validityLine } from "../../../popup/validity-line.ts";

const NOW = "2026-11-21T12:00:00.000Z";
const span = (notBefore: string, notAfter: string): { notBefore: string; notAfter: string } => ({ notBefore, notAfter });
const LEAF = span("2026-10-01T00:00:00.000Z", "2026-12-30T00:00:00.000Z");
const ROOT = span("2015-06-04T00:00:00.000Z", "2035-06-04T00:00:00.000Z");

test("a leaf's weeks and a root's decades are both wide enough to be seen", () => {
  const line = validityLine([LEAF, ROOT], NOW);
  assert.ok(line);
  const [leaf, root] = line.bars;
  assert.ok(leaf && root);
  assert.ok(leaf.to - leaf.from > 15 && root.to - root.from > 99, JSON.stringify(line));
  assert.ok(leaf.current && root.current);
  assert.ok(leaf.from < line.now && line.now < leaf.to);
});

test("one that has ended, or not begun, lies beside the observation", () => {
  const line = validityLine([span("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), span("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z")], NOW);
  const [over, early] = line?.bars ?? [];
  assert.ok(line && over && early);
  assert.ok(!over.current && over.to < line.now);
  assert.ok(!early.current && early.from > line.now);
});

test("unreadable dates give no bar, and none at all no line", () => {
  assert.equal(validityLine([span("", "2028-01-01"), undefined], NOW), undefined);
  assert.deepEqual(validityLine([undefined, LEAF], NOW)?.bars[0], undefined);
  assert.equal(validityLine([LEAF], "never"), undefined);
});

test("whatever the dates, bars are within the line and marks apart from each other", () => {
  const date = fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true });
  let drawn = 0;
  fc.assert(fc.property(fc.array(fc.tuple(date, date), { minLength: 1, maxLength: 5 }), (dates) => {
    const line = validityLine(dates.map(([from, to]) => span(from.toISOString(), to.toISOString())), NOW);
    if (line === undefined) return;
    drawn += 1;
    for (const bar of line.bars) assert.ok(bar === undefined || (bar.from >= 0 && bar.from <= bar.to && bar.to <= 100.000001), JSON.stringify(line));
    for (const [index, { at }] of line.ticks.entries()) assert.ok(at >= 0 && at <= 100 && (line.ticks[index + 1]?.at ?? 101) > at);
    assert.deepEqual(mirrored(line).now, 100 - line.now);
  }));
  assert.ok(drawn > 0, "no line was drawn");
});
