import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeLocale } from "../../../scripts/locales.ts";
import type { Grade } from "../../../src/assessment.ts";
import { BADGE_TEXT_COLOR, badgeAppearance, type BadgeContent } from "../../../src/badge/appearance.ts";

const GRADES: Grade[] = ["A+", "A", "A-", "B", "C", "D", "E", "F", "T", "M"];
const CONTENTS: BadgeContent[] = [
  ...GRADES.map((grade) => ({ state: "observed" as const, grade, incognito: false, host: "a.test" })),
  ...(["observed", "plain", "failed", "internal", "unknown"] as const).map((state) => ({ state, grade: null, incognito: true, host: "a.test" })),
];

test("white on every badge can be read, and every badge stands out from a light and a dark toolbar", () => {
  for (const content of CONTENTS) {
    const { color } = badgeAppearance(content);
    assert.ok(contrast(color, BADGE_TEXT_COLOR) >= 4.5, `${color} under white`);
    for (const toolbar of ["#f9f9fb", "#2b2a33"]) assert.ok(contrast(color, toolbar) >= 3, `${color} on ${toolbar}`);
  }
});

test("every state says what it is in words that exist, and a private window says so too", () => {
  const messages = mergeLocale("_locales/en");
  const keys = CONTENTS.map((content) => badgeAppearance(content).title.map(([key]) => key));
  for (const key of keys.flat()) assert.ok(key in messages, key);
  assert.equal(new Set(CONTENTS.filter(({ grade }) => grade === null).map((content) => badgeAppearance(content).title[0]?.[0])).size, 5);
  assert.ok(keys.at(-1)?.includes("badge_private"));
});

test("a badge has room for four characters", () => {
  for (const content of CONTENTS) assert.ok(badgeAppearance(content).text.length <= 4);
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
