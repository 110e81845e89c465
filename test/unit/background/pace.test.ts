import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../../src/background/pace.ts";

/** Whether the promise is settled after everything that waits now, timers aside. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
  return done;
}

test("a rest is due after a stretch of work, and over with the next turn", async (context) => {
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const pace = new Pace();
  const isOver = (): boolean => pace.isOver;
  assert.equal(isOver(), false);
  now = 1000;
  assert.equal(isOver(), true);
  let others = 0;
  setImmediate(() => (others += 1));
  const rest = pace.rest();
  assert.equal(await settled(rest), true);
  assert.equal(others, 1);
  assert.equal(isOver(), false);
});

test("while pages load a rest takes a while", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let busy = true;
  const pace = new Pace(() => busy);
  const rest = pace.rest();
  assert.equal(await settled(rest), false);
  context.mock.timers.tick(1000);
  assert.equal(await settled(rest), true);
  busy = false;
  assert.equal(await settled(pace.rest()), true);
});
