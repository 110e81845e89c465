import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mergeLocale } from "../../../../scripts/locales.ts";
import type { Grade } from "../../../../src/core/assessment.ts";
import { BADGE_TEXT_COLOR, badgeAppearance, type BadgeContent } from "../../../../src/background/badge/appearance.ts";

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

describe("as the person chose", () => {
  const seen: BadgeContent = { state: "observed", grade: "B", incognito: false, host: "a.test", version: "TLS 1.2", days: 61 };
  const texts = (mode: BadgeContent["mode"], changes: Partial<BadgeContent> = {}): string => badgeAppearance({ ...seen, ...changes, mode }).text;

  test("a badge says the grade, the version or the days", () => {
    assert.deepEqual([texts("grade"), texts("version"), texts("expiry"), texts(undefined)], ["B", "1.2", "61d", "B"]);
    assert.deepEqual(["TLS 1.3", "SSL 3.0", undefined].map((version) => texts("version", { version })), ["1.3", "SSL3", "?"]);
    assert.deepEqual([0, -3, 999, 1000, 36_500, -400, undefined].map((days) => texts("expiry", { days })), ["0d", "-3d", "999d", "999+", "999+", "-99", "?"]);
  });

  test("its colour stays that of the grade, and its tooltip says all", () => {
    const shown = (["grade", "version", "expiry"] as const).map((mode) => badgeAppearance({ ...seen, mode }));
    assert.equal(new Set(shown.map(({ color }) => color)).size, 1);
    for (const { title } of shown) assert.deepEqual(title, [["badge_grade", ["a.test", "B"]], ["badge_version", ["TLS 1.2"]], ["badge_expiry", ["61"]]]);
    assert.deepEqual(badgeAppearance({ ...seen, days: -3 }).title.at(-1), ["badge_expired", ["3"]]);
    const messages = mergeLocale("_locales/en");
    for (const [key] of [...shown.flatMap(({ title }) => title), ["badge_expired"] as const]) assert.ok(key in messages, key);
  });

  test("a page without a connection says what it is, whatever was chosen", () => {
    for (const state of ["plain", "failed", "unknown", "internal"] as const) {
      const look = (mode: BadgeContent["mode"]): string => badgeAppearance({ state, grade: null, incognito: false, host: "a.test", mode }).text;
      assert.equal(look("version"), look("grade"));
      assert.equal(look("expiry"), look("grade"));
    }
  });

  test("there is room for all of it, and for the sign that somebody reads along", () => {
    for (const mode of ["grade", "version", "expiry"] as const) {
      for (const days of [61, 5000, -5000]) {
        const text = texts(mode, { days, intercepted: "known", version: "SSL 3.0" });
        assert.ok(text.length <= 4 && text.endsWith("!"), text);
      }
    }
  });
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
