import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { HostStrength } from "../../../src/core/history/strength.ts";
import { HostRows } from "../../../report/host-rows.ts";
import { COLUMNS, EVERYTHING, select, type Query } from "../../../report/query.ts";
import { DAY, host, NOW } from "./hosts.ts";

const HOSTS: HostStrength[] = [
  host("a.example", { grade: "B", version: "TLS 1.2", notAfter: NOW + 5 * DAY, interception: "likely" }),
  host("B.example", { grade: "A+", group: "X25519MLKEM768", postQuantum: true, notAfter: NOW - DAY, lastSeen: NOW }),
  host("c.example", { grade: null, version: null, suite: null, group: null, postQuantum: null, notAfter: null, issuer: null, anchor: null, lastSeen: NOW - 3 * DAY }),
  host("d.example", { port: 8443, grade: "T", anchor: { name: "Own CA", organization: null }, notAfter: NOW + 29 * DAY }),
];

function found(query: Partial<Query>, hosts = HOSTS): string[] {
  const rows = new HostRows();
  rows.add(hosts);
  return [...select(rows, { ...EVERYTHING, ...query }, NOW)].map((place) => hosts[place]?.host ?? "");
}

describe("a filter leaves", () => {
  for (const [what, query, hosts] of [
    ["everything, in the order of names", {}, ["a.example", "B.example", "c.example", "d.example"]],
    ["names that have the search in them, whatever its case", { search: " b.EXA " }, ["B.example"]],
    ["a port that was searched for", { search: ":8443" }, ["d.example"]],
    ["one grade", { grade: "A+" }, ["B.example"]],
    ["grades that are not known", { grade: "unknown" }, ["c.example"]],
    ["one version", { version: "TLS 1.2" }, ["a.example"]],
    ["versions that are not known", { version: "unknown" }, ["c.example"]],
    ["one anchor", { anchor: "Own CA" }, ["d.example"]],
    ["post-quantum", { postQuantum: "yes" }, ["B.example"]],
    ["what is known not to be post-quantum, and not what is unknown", { postQuantum: "no" }, ["a.example", "d.example"]],
    ["post-quantum or not unknown", { postQuantum: "unknown" }, ["c.example"]],
    ["certificates that have expired", { expiry: "expired" }, ["B.example"]],
    ["certificates that expire within seven days, and not those that have", { expiry: "7" }, ["a.example"]],
    ["certificates that expire within thirty days", { expiry: "30" }, ["a.example", "d.example"]],
    ["a verdict on interception", { interception: "likely" }, ["a.example"]],
    ["what fits all at once", { search: "example", grade: "T", anchor: "Own CA", expiry: "30" }, ["d.example"]],
    ["nothing where nothing fits", { grade: "F" }, []],
  ] as [string, Partial<Query>, string[]][]) test(what, () => assert.deepEqual(found(query), hosts));
});

describe("sorting", () => {
  test("by grade goes from best to worst, and what is not known stands last either way", () => {
    assert.deepEqual(found({ by: "grade" }), ["B.example", "a.example", "d.example", "c.example"]);
    assert.deepEqual(found({ by: "grade", descending: true }), ["d.example", "a.example", "B.example", "c.example"]);
  });

  test("by expiry and by last sight goes by time", () => {
    assert.deepEqual(found({ by: "expiry" }), ["B.example", "a.example", "d.example", "c.example"]);
    assert.deepEqual(found({ by: "seen", descending: true }), ["B.example", "a.example", "d.example", "c.example"]);
  });

  test("by any column keeps each host once, and equals in the order of their names", () => {
    const arbitrary = fc.array(fc.record({
      grade: fc.constantFrom("A+", "B", null), version: fc.constantFrom("TLS 1.3", "TLS 1.2", null), suite: fc.constantFrom("x", "y", null), group: fc.constantFrom("x25519", null),
      notAfter: fc.option(fc.integer({ min: 0, max: 253_402_300_799_000 })), lastSeen: fc.integer({ min: 0, max: 8.64e12 }), issuer: fc.constantFrom({ name: "é", organization: null }, { name: "z", organization: null }, null),
    }), { maxLength: 60 });
    fc.assert(fc.property(arbitrary, fc.constantFrom(...COLUMNS), fc.boolean(), (parts, by, descending) => {
      const hosts = parts.map((each, i) => host(String(i), each as Partial<HostStrength>));
      const rows = new HostRows();
      rows.add(hosts);
      const places = [...select(rows, { ...EVERYTHING, by, descending }, NOW)];
      assert.deepEqual([...places].sort((one, other) => one - other), hosts.map((_, i) => i));
      const key = (place: number): string | number | null => {
        const { grade, version, suite, group, notAfter, lastSeen, issuer, anchor } = hosts[place] ?? host("");
        const keys = { host: place, grade, version, suite, group, expiry: notAfter === null ? null : Math.floor(notAfter / 60_000), seen: Math.floor(lastSeen / 60_000), issuer: issuer?.name ?? null, anchor: anchor?.name ?? null };
        return keys[by];
      };
      for (const [i, place] of places.entries()) {
        const next = places[i + 1];
        if (next === undefined) continue;
        if (key(place) === key(next)) assert.ok(place < next);
        const [one, other] = descending ? [key(next), key(place)] : [key(place), key(next)];
        if (by !== "grade" && one !== null && other !== null) assert.ok(one <= other);
        if (key(place) === null) assert.equal(key(next), null);
      }
    }));
  });
});
