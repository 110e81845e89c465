import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "../../fuzz/fuzz.ts";

test("a few thousand changed inputs end with a result or a typed error, none of them late", async () => {
  const { iterations, byTarget, findings } = await fuzz({ seed: 17, iterations: 3000, milliseconds: 60_000 });
  assert.deepEqual(findings, []);
  assert.ok(iterations > 200 && Object.keys(byTarget).length > 5, `${iterations} iterations`);
});
