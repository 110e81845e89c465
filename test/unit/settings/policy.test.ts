import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyPolicy, lockedPaths, readPolicy, refuseLocked } from "../../../src/settings/policy.ts";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "../../../src/settings/settings.ts";
import { SETTING_PATHS, valueAt } from "../../../src/settings/shape.ts";
import { TrustError } from "../../../src/settings/decisions/decision-error.ts";

const HASH = "ab".repeat(32);
const own: Settings = readSettings({ version: 2, profile: "nist-sp-800-52r2", memory: { remember: true, days: 30, megabytes: 10 } });

test("every single setting has a place that a policy can name", () => {
  const places = Object.entries(DEFAULT_SETTINGS).flatMap(([part, value]: [string, unknown]) =>
    part === "version" ? [] : typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).map((name) => `${part}.${name}`) : [part]);
  assert.deepEqual([...SETTING_PATHS].sort(), places.sort());
});

test("what a policy sets holds in place of the person's choice, and the rest is the person's", () => {
  const policy = readPolicy({ profile: "mozilla-modern-6.0", memory: { remember: false }, interception: { expected: [{ hash: HASH.toUpperCase(), name: "Proxy" }] }, firstRun: false });
  assert.deepEqual(policy.problems, []);
  assert.equal(policy.firstRun, false);
  const settings = applyPolicy(own, policy);
  assert.deepEqual(lockedPaths(policy), ["profile", "interception.expected", "memory.remember"]);
  assert.equal(settings.profile, "mozilla-modern-6.0");
  assert.deepEqual(settings.memory, { remember: false, days: 30, megabytes: 10 });
  assert.deepEqual(settings.interception.expected, [{ hash: HASH, name: "Proxy", since: new Date(0).toISOString() }]);
  assert.equal(own.memory.remember, true, "the person's own stay as they are");
});

test("what a policy has wrong is told by its place, and the rest of it holds", () => {
  const policy = readPolicy({
    profile: "mozilla-modern-5.0", memory: { days: 0, megabytes: 20, forever: true }, trust: { added: ["no certificate"], base: "mozilla", restrictions: [{ hosts: "no host", anchors: [] }] },
    interception: "strict", colour: "red", firstRun: "no",
  });
  assert.deepEqual(policy.problems.map(({ at, code }) => `${at} ${code}`).sort(), [
    "colour unknown", "firstRun type", "interception type", "memory.days value", "memory.forever unknown", "profile value", "trust.added[0] certificate", "trust.restrictions[0].hosts hosts",
  ]);
  assert.deepEqual(lockedPaths(policy), ["trust.base", "memory.megabytes"]);
  assert.equal(policy.firstRun, true);
});

test("anything at all is a policy, and what comes of it are settings", () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom("trust", "profile", "memory", "interception", "inspection", "companion", "firstRun", "x"), fc.anything()), (managed) => {
    const settings = applyPolicy(own, readPolicy(managed));
    assert.deepEqual(readSettings(settings), settings);
  }));
});

test("a change of what the policy sets is refused, any other is not", () => {
  const policy = readPolicy({ interception: { pins: [] }, memory: { days: 5 } });
  const refused = (error: unknown): boolean => error instanceof TrustError && error.code === "policy";
  refuseLocked(own, { ...own, profile: "ssl-labs-2009r", memory: { ...own.memory, megabytes: 1 } }, policy);
  assert.throws(() => refuseLocked(own, { ...own, memory: { ...own.memory, days: 6 } }, policy), refused);
  assert.throws(() => refuseLocked(own, { ...own, interception: { ...own.interception, pins: [{ hosts: "a.test", kind: "key", hashes: [HASH], since: "", why: "" }] } }, policy), refused);
  for (const path of SETTING_PATHS) assert.notEqual(valueAt(own, path), undefined, path);
});
