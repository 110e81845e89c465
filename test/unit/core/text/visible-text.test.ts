import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LINE, textSegments, visibleText } from "../../../../src/core/text/visible-text.ts";

const written: [name: string, text: string, shown: string][] = [
  ["right-to-left override", "evil\u202Egpj.exe", "evil<U+202E>gpj.exe"],
  ["isolates", "\u2066a\u2069", "<U+2066>a<U+2069>"],
  ["NUL in a name", "good.test\0.evil.test", "good.test<U+0000>.evil.test"],
  ["line feed and tab", "a\n\tb", "a<U+000A><U+0009>b"],
  ["C1 control", "a\u009bb", "a<U+009B>b"],
  ["line separator", "a\u2028b", "a<U+2028>b"],
  ["zero-width space", "pay\u200bpal", "pay<U+200B>pal"],
  ["soft hyphen", "pay\u00adpal", "pay<U+00AD>pal"],
  ["no-break space", "a\u00a0b", "a<U+00A0>b"],
  ["Hangul filler", "a\u3164b", "a<U+3164>b"],
  ["blank Braille pattern", "a\u2800b", "a<U+2800>b"],
  ["tag characters", "a\u{e0041}b", "a<U+E0041>b"],
  ["lone surrogate", "a\ud800b", "a<U+D800>b"],
  ["private use", "a\ue000b", "a<U+E000>b"],
  ["a mark with nothing to sit on", "\u0301a", "<U+0301>a"],
  ["what is assigned to nothing", "a\ufdd0b", "a<U+FDD0>b"],
  ["a pile of marks", "a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303<U+0304>b"],
];
for (const [name, text, shown] of written) {
  test(`writes out: ${name}`, () => assert.equal(visibleText(text), shown));
}

for (const text of ["", "example.com", "Société Générale", "株式会社　例", "Ελλάδα", "שלום", "नमस्ते", "<b>&amp;</b>", "😀"]) {
  test(`leaves as it is: ${JSON.stringify(text)}`, () => assert.equal(visibleText(text), text));
}

test("marks only what is written out as escaped", () => {
  assert.deepEqual(textSegments("<U+202E>\u202E!"), [
    { text: "<U+202E>", escaped: false },
    { text: "<U+202E>", escaped: true },
    { text: "!", escaped: false },
  ]);
});

test("any text: nothing unseen is left, and what is shown stays in order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = visibleText(text);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      const restored = textSegments(text)
        .map((s) => (s.escaped ? String.fromCodePoint(Number.parseInt(s.text.slice(3, -1), 16)) : s.text))
        .join("");
      assert.equal(restored, text);
    }),
  );
});

test("a bound counts characters of the text and not of its form, and none is cut in two", () => {
  assert.equal(visibleText("x".repeat(1001), LINE), `${"x".repeat(1000)}…`);
  assert.equal(visibleText("x".repeat(1000), LINE).length, 1000);
  assert.equal(visibleText("abcdef", 3), "abc…");
  assert.equal(visibleText("ab😀", 3), "ab…");
  assert.ok(visibleText("\u202e".repeat(1_000_000), LINE).length <= 1000 * 10 + 1);
});
