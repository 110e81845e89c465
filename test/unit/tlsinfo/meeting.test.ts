import assert from "node:assert/strict";
import { test } from "node:test";
import { Meeting } from "../../../src/tlsinfo/meeting.ts";

/** Milliseconds that no test gets to the end of. */
const LONG = 60_000;

test("the halves meet in either order, and each who asks is answered", async () => {
  const meeting = new Meeting<number>(10);
  meeting.tell("first told", 1);
  assert.equal(await meeting.ask("first told", LONG), 1);
  const asked = [meeting.ask("first asked", LONG), meeting.ask("first asked", LONG)];
  meeting.tell("first asked", 2);
  assert.deepEqual(await Promise.all(asked), [2, 2]);
  meeting.tell("first asked", 3);
  assert.equal(await meeting.ask("first asked", 0), 3);
});

test("who waits in vain gets nothing, and what comes then is there for the next", async () => {
  const meeting = new Meeting<number>(10);
  assert.equal(await meeting.ask("late", 5), undefined);
  meeting.tell("late", 1);
  assert.equal(await meeting.ask("late", 0), 1);
});

test("beyond the bound the oldest is given up, and who waits for it is told at once", async () => {
  const meeting = new Meeting<number>(2);
  const waiting = meeting.ask("a", LONG);
  for (const [value, key] of ["b", "c", "d"].entries()) meeting.tell(key, value);
  assert.equal(await waiting, undefined);
  assert.equal(await meeting.ask("b", 0), undefined);
  assert.equal(await meeting.ask("d", 0), 2);
});
