// What is remembered of a host that has a bad certificate now.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { forgetSince, MAX_KEYS, remember } from "../../../../src/background/history/remember.ts";
import type { HostMemory } from "../../../../src/core/interception/host-memory.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { ca, identity, judge, NOW, scene, seen, type Ca, type SceneOptions } from "./scene.ts";

const DAY = 86_400_000;
const HOST = "www.alpha.com";

let program: Ca;
let other: Ca;
before(async () => {
  [program, other] = await Promise.all([ca("Public Root, O=Public Trust Services"), ca("Second CA, O=Another Corp")]);
});

const at = async (daysAgo: number, parts: Partial<SceneOptions> = {}, more: Partial<Observation> = {}): Promise<Observation> =>
  ({ ...await scene({ host: HOST, ca: program, trust: "public", time: NOW - daysAgo * DAY, ...parts }), ...more });

async function memoryOf(...observations: Observation[]): Promise<HostMemory> {
  let memory: HostMemory | undefined;
  for (const observation of observations) memory = remember(memory, await seen(observation));
  assert.ok(memory);
  return memory;
}

describe("a bad certificate", () => {
  test("has beside it when the host last had a good one, and what is other since", async () => {
    const good = await at(3);
    const memory = await memoryOf(good);
    const { key, leaf } = await seen(good);
    const { past } = await judge(await at(0, { ca: other, trust: "untrusted", issue: { notAfter: "2027-01-01T00:00:00Z" } }), { memory });
    assert.deepEqual(past?.lastGood, {
      time: new Date(NOW - 3 * DAY).toISOString(), certificate: leaf, key, issuer: "O=Public Trust Services,CN=Public Root", root: "O=Public Trust Services,CN=Public Root",
      notAfter: "2026-12-31T00:00:00.000Z", changed: ["key", "issuer", "validity", "root"],
    });
  });

  test("that is the same as then, but for the browser's trust, has nothing changed but its root", async () => {
    const key = await identity("kept");
    const issue = { serial: "4a18" };
    const before = await at(3, { key, issue });
    const memory = await memoryOf(before);
    const [der] = before.tlsInfo.builtChain ?? [];
    assert.ok(der);
    const now: Observation = { host: HOST, time: new Date(NOW).toISOString(), tlsInfo: { chainValid: false, sentChain: [der, program.root.der], extra: { source: "experiment", exception: "time" } } };
    assert.deepEqual((await judge(now, { memory })).past?.lastGood?.changed, []);
  });

  test("is told of by the last good one, whatever bad ones were accepted since", async () => {
    const memory = await memoryOf(await at(30), await at(9), ...await Promise.all([8, 7, 6].map((day) => at(day, { ca: other, trust: "untrusted" }))));
    const { past } = await judge(await at(0, { ca: other, trust: "untrusted" }), { memory });
    assert.equal(past?.lastGood?.time, new Date(NOW - 9 * DAY).toISOString());
  });

  test("has nothing beside it where nothing good is remembered, and a good one never has", async () => {
    assert.equal((await judge(await at(0, { ca: other, trust: "untrusted" }), { memory: null })).past, undefined);
    const bad = await memoryOf(await at(3, { ca: other, trust: "untrusted" }));
    assert.equal((await judge(await at(0, { ca: other, trust: "untrusted" }), { memory: bad })).past, undefined);
    assert.equal((await judge(await at(0), { memory: await memoryOf(await at(3)) })).past, undefined);
  });

  test("cannot be passed while the host's HSTS holds, as far as it was seen on a good connection", async () => {
    const hsts = { maxAge: 10 * 86_400 };
    const bad = await at(0, { ca: other, trust: "untrusted" });
    const until = async (...observations: Observation[]) => (await judge(bad, { memory: await memoryOf(...observations) })).past?.hstsUntil;
    assert.equal(await until(await at(3, {}, { hsts })), new Date(NOW + 7 * DAY).toISOString());
    assert.equal(await until(await at(12, {}, { hsts })), undefined, "it has run out");
    assert.equal(await until(await at(3, {}, { hsts }), await at(2, {}, { hsts: { maxAge: 0 } })), undefined, "it was taken back");
    assert.equal(await until(await at(3, { ca: other, trust: "untrusted" }, { hsts })), undefined, "RFC 6797 section 8.1: not over a bad certificate");
    assert.equal(await until(await at(3, {}, { hsts: null })), undefined);
  });
});

describe("the memory of what was good", () => {
  test("outlives any number of bad keys", async () => {
    const bad = await seen(await at(2, { ca: other, trust: "untrusted" }));
    let memory: HostMemory | undefined = await memoryOf(await at(40));
    for (let i = 0; i < 2 * MAX_KEYS; i++) memory = remember(memory, { ...bad, key: `key ${String(i)}`, leaf: `leaf ${String(i)}`, time: bad.time + i });
    assert.equal(memory?.keys.length, MAX_KEYS);
    assert.equal(memory.keys.filter(({ lastGood }) => lastGood !== undefined).length, 1);
  });

  test("is written where it was not known, though the key was", async () => {
    const { good, hstsUntil, ...old } = await seen(await at(1, {}, { hsts: { maxAge: 100 * 86_400 } }));
    assert.deepEqual([good, typeof hstsUntil], [true, "number"]);
    const memory = remember(undefined, old);
    assert.equal(memory?.keys[0]?.lastGood, undefined);
    const again = remember(memory, { ...old, good: true, ...(hstsUntil === undefined ? {} : { hstsUntil }), time: old.time + 1000 });
    assert.equal(again?.keys[0]?.lastGood?.time, old.time + 1000);
    assert.equal(again.hstsUntil, hstsUntil);
    assert.equal(remember(again, { ...old, good: true, time: old.time + 2000 }), again, "and is not written at every visit");
    const forgotten = forgetSince(again, old.time + 500);
    assert.equal(forgotten?.keys[0]?.lastGood?.time, old.time + 500);
  });
});
