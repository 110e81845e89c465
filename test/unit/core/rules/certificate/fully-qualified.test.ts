import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isFullyQualified } from "../../../../../src/core/rules/certificate/lint/dns-names.ts";
import { integerText } from "../../../../../src/core/text/integer-text.ts";
import { normalized } from "../../../../../src/core/text/normalize.ts";

/** The same in one expression, which takes quadratic time. */
function byOneExpression(name: string): boolean {
  const rest = name.replace(/^\*\./, "").replace(/^(?:\?\.)+/, "");
  return rest.length > 3 && /^[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff_.-]*[a-z0-9\u00a1-\uffff])?\.[a-z0-9\u00a1-\uffff-]*[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]*\.?(?::[0-9]{1,5})?$/i.test(rest)
    && !rest.includes("..");
}

test("a name taken apart from its end is judged as by one expression", () => {
  const names = fc.array(fc.constantFrom("a", "a", "bc", "Z", "1", ".", ".", "-", "_", ":", ":80", "*.", "?.", "!", "é", "\u00a0", "ſ", "test", "12345", "."), { maxLength: 8 }).map((parts) => parts.join(""));
  let qualified = 0;
  fc.assert(fc.property(names, (name) => {
    const expected = byOneExpression(name);
    qualified += Number(expected);
    assert.equal(isFullyQualified(name), expected, name);
  }), { numRuns: 20_000 });
  assert.ok(qualified > 100);
});

test("a number in decimal as far as that is quick", () => {
  assert.equal(integerText(undefined), "");
  assert.equal(integerText(65537n), "65537");
  assert.equal(integerText((1n << 4096n) - 1n), ((1n << 4096n) - 1n).toString());
  assert.equal(integerText(1n << 4096n), `0x1${"0".repeat(1024)}`);
});

test("normalizing is exact where no more than thirty marks are in a row, and orders thirty by thirty beyond", () => {
  const marks = fc.array(fc.constantFrom("e", "\u0301", "\u0323", "ü", "ﬁ", "가", "\u0315"), { maxLength: 25 }).map((parts) => parts.join(""));
  fc.assert(fc.property(marks, (text) => {
    assert.equal(normalized(text, "NFC"), text.normalize("NFC"));
    assert.equal(normalized(text, "NFKC"), text.normalize("NFKC"));
  }));
  assert.equal(normalized(`${"\u0323\u0301".repeat(15)}\u0323\u0301`, "NFC"), `${"\u0323".repeat(15)}${"\u0301".repeat(15)}\u0323\u0301`);
});
