import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { whenQuiet } from "../../../../src/background/pages/when-quiet.ts";

interface Started {
  changed: (id: number) => void;
  /** What was acted on, and when. */
  acts: [id: number, at: number][];
  pass: (milliseconds: number) => void;
  /** Turns the clock; the timers take no notice. */
  turn: (milliseconds: number) => void;
}

function started(context: TestContext): Started {
  let passed = 0;
  let turned = 1_000_000;
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.mock.method(performance, "now", () => passed);
  context.mock.method(Date, "now", () => passed + turned);
  const acts: [number, number][] = [];
  const changed = whenQuiet((id) => acts.push([id, passed]), { quiet: 100, most: 500 });
  return {
    changed, acts,
    pass: (milliseconds) => {
      for (let count = 0; count < milliseconds; count += 1) {
        passed += 1;
        context.mock.timers.tick(1);
      }
    },
    turn: (milliseconds) => (turned += milliseconds),
  };
}

test("one change is acted on once it has been quiet", (context) => {
  const { changed, acts, pass } = started(context);
  changed(1);
  pass(99);
  assert.deepEqual(acts, []);
  pass(1000);
  assert.deepEqual(acts, [[1, 100]]);
});

test("changes that keep coming are acted on together after the last, each thing for itself", (context) => {
  const { changed, acts, pass } = started(context);
  changed(1);
  pass(60);
  changed(1);
  changed(2);
  pass(60);
  changed(1);
  pass(1000);
  assert.deepEqual(acts, [[2, 160], [1, 220]]);
});

test("changes without an end are acted on after the longest wait, again and again", (context) => {
  const { changed, acts, pass } = started(context);
  for (let count = 0; count < 110; count += 1) {
    changed(1);
    pass(10);
  }
  assert.deepEqual(acts, [[1, 500], [1, 1000]]);
});

test("a clock that is turned keeps nobody waiting for longer", (context) => {
  const { changed, acts, pass, turn } = started(context);
  changed(1);
  turn(-600_000);
  pass(1000);
  changed(1);
  turn(600_000);
  pass(1000);
  assert.deepEqual(acts, [[1, 100], [1, 1100]]);
});
