import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { emptyDay, count, type Day } from "../../../src/core/history/days.ts";
import { expiries, grades, issuers, shares } from "../../../report/pictures.ts";
import { DAY, host, NOW } from "./hosts.ts";

function day(name: string, ...hosts: Parameters<typeof host>[1][]): Day {
  return hosts.reduce<Day>((sum, parts) => count(sum, host("a.example", parts), 1), emptyDay(name));
}

describe("shares over time", () => {
  test("are those of each day, with versions from new to old and the unknown last", () => {
    const picture = shares([day("2026-11-01", {}, { version: "TLS 1.2" }, { version: null }, {}), day("2026-11-03", { version: "TLS 1.2" })], "versions");
    assert.deepEqual(picture.names, ["TLS 1.3", "TLS 1.2", "unknown"]);
    assert.deepEqual(picture.stretches.map(({ start, total, counts }) => [start, total, counts]), [[Date.UTC(2026, 10, 1), 4, [2, 1, 1]], [Date.UTC(2026, 10, 3), 1, [0, 1, 0]]]);
    assert.equal(picture.step, "day");
  });

  test("of many days are those of weeks, which begin on Monday", () => {
    const days = Array.from({ length: 70 }, (_, i) => day(new Date(Date.UTC(2026, 8, 1 + i)).toISOString().slice(0, 10), {}));
    const picture = shares(days, "versions");
    assert.equal(picture.step, "week");
    assert.ok(picture.stretches.every(({ start }) => new Date(start).getUTCDay() === 1));
    assert.equal(picture.stretches.reduce((sum, { total }) => sum + total, 0), 70);
  });

  test("have the post-quantum share of what is known, and none where nothing is", () => {
    const { stretches, line } = shares([day("2026-11-01", { postQuantum: true }, { postQuantum: false }, { postQuantum: false }, { postQuantum: null }), day("2026-11-02", { postQuantum: null })], "groups");
    assert.deepEqual(stretches.map(({ postQuantum }) => postQuantum), [1 / 3, null]);
    assert.equal(line, true);
  });

  test("of more names than there is room for put the rest together", () => {
    const names = Array.from({ length: 9 }, (_, i) => `suite ${String(i)}`);
    const picture = shares([day("2026-11-01", ...names.flatMap((suite, i) => Array.from({ length: 10 - i }, () => ({ suite }))))], "suites");
    assert.deepEqual(picture.names, [...names.slice(0, 6), "other"]);
    assert.deepEqual(picture.stretches[0]?.counts, [10, 9, 8, 7, 6, 5, 4 + 3 + 2]);
  });
});

test("grades that occur are counted from best to worst, and what is not known as such", () => {
  assert.deepEqual(grades([host("a", { grade: null }), host("b", { grade: "T" }), host("c", { grade: "A+" }), host("d", { grade: "T" })]).bars, [{ name: "A+", value: 1 }, { name: "T", value: 2 }, { name: "unknown", value: 1 }]);
});

test("issuers are counted by organisation, the ten most frequent by name", () => {
  const by = (organization: string | null, name = "CA") => host("a", { issuer: { name, organization } });
  const many = Array.from({ length: 12 }, (_, i) => by(`CA ${String(i)}`));
  const { bars } = issuers([by("Let's Encrypt", "R13"), by("Let's Encrypt", "E8"), by(null, "own"), host("b", { issuer: null }), ...many]);
  assert.deepEqual(bars[0], { name: "Let's Encrypt", value: 2 });
  assert.deepEqual(bars.at(-1), { name: "other", value: 4 });
  assert.equal(bars.length, 11);
});

test("days to expiry fall where they belong, and unknown ones nowhere", () => {
  const at = (days: number | null) => host("a", { notAfter: days === null ? null : NOW + days * DAY });
  const { bars } = expiries([at(-1), at(3), at(7), at(7.5), at(89), at(5000), at(null)], NOW);
  assert.deepEqual(bars.map(({ value }) => value), [1, 2, 1, 0, 0, 1, 0, 0, 1]);
});
