import assert from "node:assert/strict";
import { test } from "node:test";
import { timeLine } from "../../../report/time-line.ts";
import type { KeyMemory } from "../../../src/core/interception/host-memory.ts";
import { DAY, NOW } from "./hosts.ts";

function key(name: string, issuer: string, from: number, to: number, parts: Partial<KeyMemory> = {}): KeyMemory {
  return {
    key: name, leaf: name, issuer: { id: issuer, name: `CN=${issuer},O=Trust\\, Inc.`, organization: null }, root: { id: "root", name: "CN=Root\\, X1", organization: null }, anchor: null, trust: "public",
    notBefore: NOW + (from - 5) * DAY, notAfter: NOW + (from + 85) * DAY, firstSeen: NOW + from * DAY, lastSeen: NOW + to * DAY, ...parts,
  };
}

test("keys, issuers and anchors stand each once, from when they were first seen to when they were last", () => {
  const { stretches, begin, end } = timeLine([key("b", "R13", -20, -1), key("a", "R13", -100, -40), key("a", "E8", -30, -25)], NOW);
  assert.deepEqual(stretches.map(({ kind, name, firstSeen, lastSeen }) => [kind, name, (firstSeen - NOW) / DAY, (lastSeen - NOW) / DAY]), [
    ["key", "a", -100, -25], ["key", "b", -20, -1], ["issuer", "R13", -100, -1], ["issuer", "E8", -30, -25], ["anchor", "Root, X1", -100, -1],
  ]);
  assert.equal(begin, NOW - 105 * DAY);
  assert.equal(end, NOW + 65 * DAY);
});

test("a validity of decades does not push what was seen to the edge, and nobody's anchor is none", () => {
  const { stretches, begin, end } = timeLine([key("a", "own", -2, 0, { notBefore: NOW - 9000 * DAY, notAfter: NOW + 9000 * DAY, trust: "unknown" })], NOW);
  assert.deepEqual([(begin - NOW) / DAY, (end - NOW) / DAY], [-122, 120]);
  assert.deepEqual(stretches.map(({ kind }) => kind), ["key", "issuer"]);
});
