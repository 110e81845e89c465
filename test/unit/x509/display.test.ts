import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { visible } from "../../../src/x509/display.ts";

test("ordinary text stays, whatever its script", () => {
  for (const text of ["www.example.test", "Bücher & Söhne", "日本認証サービス", "Ελληνικά", "מדינת ישראל", "क्षत्रिय", "😀", "<b>&amp;</b>", ""]) assert.equal(visible(text), text);
});

test("controls, directions, joiners, tags, fillers are shown by number", () => {
  const codes = [
    0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
    0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x206f, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xffa0,
    0xfff9, 0xe000, 0xfdd0, 0xffff, 0xd800, 0xdfff, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0x10ffff,
  ];
  for (const code of codes) {
    assert.equal(visible(`a${String.fromCodePoint(code)}b`), `a⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩b`);
  }
});

test("every character that moves or hides text is caught", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
    assert.doesNotMatch(visible(text), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]/u);
  }), { numRuns: 1000 });
});

test("bounded: by the text's length and not that of its form, and no character is cut in two", () => {
  assert.equal(visible("x".repeat(1001)), `${"x".repeat(1000)}…`);
  assert.equal(visible("x".repeat(1000)).length, 1000);
  assert.equal(visible("abcdef", 3), "abc…");
  assert.equal(visible("ab😀", 3), "ab…");
  assert.ok(visible("\u202e".repeat(1_000_000)).length <= 1000 * 10 + 1);
});
