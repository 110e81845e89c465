import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runQuietly } from "../../../browsers/process/run.ts";
import { countTests, skippedTests } from "../../../scripts/testing/node-tests.ts";
import { withProject } from "./fixture.ts";

/** A real TAP report of the runner that runs this test. */
async function tapOf(source: string): Promise<string> {
  return await withProject({ "a.test.mjs": source }, async (root) => {
    const env = { ...process.env };
    delete env["NODE_TEST_CONTEXT"];
    return (await runQuietly(process.execPath, ["--test", "--test-reporter=tap", join(root, "a.test.mjs")], { env })).output;
  });
}

test("passed, failed and skipped tests are counted, suites are not", async () => {
  const tap = await tapOf(`
    import { describe, test } from "node:test";
    describe("suite", () => {
      test("one", () => {});
      test("two", () => { throw new Error("no"); });
    });
    test("three", (t) => t.skip("a reason"));
    test("four", () => {});
  `);
  const { passed, failed, skipped } = countTests(tap) ?? {};
  assert.deepEqual({ passed, failed, skipped }, { passed: 2, failed: 1, skipped: 1 });
  assert.deepEqual(skippedTests(tap), ["three (a reason)"]);
});

test("a file that cannot be loaded is a failure", async () => {
  assert.equal(countTests(await tapOf("import './nowhere.mjs';"))?.failed, 1);
});

test("a report without its end has no count", () => {
  assert.equal(countTests("TAP version 13\nok 1 - a\n"), undefined);
});
