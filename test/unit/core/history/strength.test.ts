import assert from "node:assert/strict";
import { test } from "node:test";
import { strengthOf, type HostStrength } from "../../../../src/core/history/strength.ts";
import type { Surroundings } from "../../../../src/core/interception/surroundings.ts";
import { ca, judge, NOW, scene, seen } from "../interception/scene.ts";

test("the report marks who reads along, and one whom the person expects by that word alone", async () => {
  const observation = await scene({ host: "www.paypal.com", ca: await ca("Gateway CA"), trust: "private" });
  const own = await seen(observation);
  const of = async (around: Surroundings): Promise<HostStrength["interception"]> => strengthOf(await judge(observation, around), own, { firstSeen: NOW, lastSeen: NOW, port: 443 }).interception;
  const expected = new Set([own.root.id]);
  assert.equal(await of({}), "likely");
  assert.equal(await of({ expected }), "expected");
  const pins = [{ hosts: "*", kind: "key" as const, hashes: ["ab".repeat(32)], since: "2026-05-03T00:00:00Z", why: "" }];
  assert.equal(await of({ expected, pins }), "unusual", "what else is there is told");
});
