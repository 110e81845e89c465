import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { runSteps } from "../../../scripts/testing/schedule.ts";
import type { Outcome, Step } from "../../../scripts/testing/steps.ts";

const well: Outcome = { ok: true, output: "" };

function step(name: string, needs: string[] = [], outcome: Outcome = well, fillsCores = false): Step & { name: string } {
  return { name, needs, fillsCores, run: () => Promise.resolve(outcome) };
}

/** Runs the steps and tells in which company each of them was. */
async function run(steps: Step[], lanes = 2): Promise<{ results: Record<string, boolean>; company: Record<string, string[]> }> {
  const company: Record<string, string[]> = {};
  const now = new Set<string>();
  const results = await runSteps(steps, lanes, async (each) => {
    now.add(each.name);
    for (const name of now) company[name] = [...new Set([...(company[name] ?? []), ...now])].filter((other) => other !== name);
    await sleep(5);
    now.delete(each.name);
    return each.run({});
  }, () => undefined);
  return { results: Object.fromEntries(results.map((result) => [result.step.name, result.ok])), company };
}

test("results come in the order of the steps", async () => {
  const { results } = await run([step("a"), step("b", ["c"]), step("c")]);
  assert.deepEqual(Object.keys(results), ["a", "b", "c"]);
});

test("two run at a time, and never three", async () => {
  const { company } = await run([step("a"), step("b"), step("c"), step("d")]);
  assert.ok(Object.values(company).some((others) => others.length === 1));
  const steps = [step("a"), step("b"), step("c")];
  let most = 0;
  let now = 0;
  await runSteps(steps, 2, async () => {
    now += 1;
    most = Math.max(most, now);
    await sleep(5);
    now -= 1;
    return well;
  }, () => undefined);
  assert.equal(most, 2);
});

test("two steps that fill the cores never run at once, and another step runs beside each", async () => {
  const { company } = await run([step("firefox", [], well, true), step("chromium", [], well, true), step("a"), step("b")]);
  assert.deepEqual([company["firefox"]?.includes("chromium"), company["chromium"]?.includes("firefox")], [false, false]);
  assert.ok((company["firefox"] ?? []).length > 0 && (company["chromium"] ?? []).length > 0, JSON.stringify(company));
});

test("what needs a failed step fails without being run, all that follows too, and the rest runs", async () => {
  let ran = false;
  const needy: Step = { ...step("needy", ["broken"]), run: () => { ran = true; return Promise.resolve(well); } };
  const { results } = await run([step("broken", [], { ok: false, output: "no" }), needy, step("more", ["needy"]), step("other")]);
  assert.deepEqual(results, { broken: false, needy: false, more: false, other: true });
  assert.equal(ran, false);
});

test("a step that throws has failed, with what it threw", async () => {
  const thrower: Step = { ...step("thrower"), run: () => Promise.reject(new Error("out of luck")) };
  const [result] = await runSteps([thrower], 1, (each) => each.run({}), () => undefined);
  assert.equal(result?.ok, false);
  assert.match(result.output, /out of luck/);
});

test("a step that needs one that does not exist is an error", async () => {
  await assert.rejects(runSteps([step("a", ["nobody"])], 1, (each) => each.run({}), () => undefined), /does not exist: a/);
});
