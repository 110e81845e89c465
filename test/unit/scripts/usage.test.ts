import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { asksForHelp } from "../../../scripts/support/usage.ts";

const run = promisify(execFile);

test("help is asked for by either name, wherever it stands", () => {
  assert.deepEqual([["--help"], ["a", "-h"], [], ["help"], ["--helpful"]].map(asksForHelp), [true, true, false, false, false]);
});

test("a script says how it is called, and begins nothing", async () => {
  for (const [script, says] of [["scripts/test.ts", /npm test \[-- STEP\.\.\.\][^]*tests in Firefox/], ["bench/run.ts", /npm run bench/]] as const) {
    const { stdout, stderr } = await run(process.execPath, ["--import", "tsx", script, "--help"]);
    assert.match(stdout, says);
    assert.equal(stderr, "");
  }
});
