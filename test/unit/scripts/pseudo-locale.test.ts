import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeLocale } from "../../../scripts/locales.ts";
import { pseudoLocale } from "../../../scripts/pseudo-locale.ts";

const english = mergeLocale("_locales/en");
const pseudo = pseudoLocale(english);
const substitutions = (message = ""): string[] => message.match(/\$[1-9]/g) ?? [];

test("each message is longer by two fifths, in marks of its own, without an English letter, with its substitutions", () => {
  assert.deepEqual(Object.keys(pseudo), Object.keys(english));
  for (const [key, { message }] of Object.entries(pseudo).filter(([name]) => !["ui_language", "ui_direction"].includes(name))) {
    const original = english[key]?.message ?? "";
    assert.match(message, /^⟦\u200F[^⟦⟧]*⟧$/u, key);
    assert.doesNotMatch(message, /[A-Za-z]/, key);
    assert.deepEqual(substitutions(message), substitutions(original), key);
    assert.ok(message.length >= original.length * 1.4, key);
  }
});

test("the page is told to run from right to left", () => {
  assert.equal(pseudo["ui_direction"]?.message, "rtl");
});
