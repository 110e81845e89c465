import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { rowAfterKey, rowWindow, scrollToRow } from "../../../report/window.ts";

describe("of many rows", () => {
  test("all that can be seen are drawn, and few others", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 4_000_000 }), fc.integer({ min: 0, max: 3000 }), (total, top, height) => {
      const { first, end } = rowWindow(total, top, height, 36);
      assert.ok(first >= 0 && end <= total && first <= end);
      assert.ok(end - first <= height / 36 + 20);
      for (const y of [top, top + height / 2, top + height]) {
        const row = Math.floor(y / 36);
        if (row < total) assert.ok(row >= first && row < end + 1, `${String(row)} of ${String(first)} to ${String(end)}`);
      }
    }));
  });
});

test("keys lead to rows, and never beyond the first and the last", () => {
  const from = (key: string, row = 5): number | undefined => rowAfterKey(key, row, 100, 10);
  assert.deepEqual(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "x"].map((key) => from(key)), [6, 4, 14, 0, 0, 99, undefined]);
  assert.equal(from("ArrowDown", 99), 99);
  assert.equal(from("ArrowUp", 0), 0);
});

test("a row that is out of sight is scrolled to, below the head; one in sight stays where it is", () => {
  // 10 rows of 36 below a head of 36.
  assert.equal(scrollToRow(3, 0, 396, 36, 36), 0);
  assert.equal(scrollToRow(10, 0, 396, 36, 36), 36);
  assert.equal(scrollToRow(2, 360, 396, 36, 36), 72);
});
