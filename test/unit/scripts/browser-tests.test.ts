import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runBrowserTests } from "../../../scripts/testing/node-tests.ts";
import { withProject } from "./fixture.ts";

const NAME = "browser-tests-of-a-test";

/** What a run of these files comes to. The key is the file's name without its end. */
async function run(sources: Record<string, (folder: string) => string>): ReturnType<typeof runBrowserTests> {
  try {
    return await withProject({}, async (root) => await withProject(Object.fromEntries(Object.entries(sources).map(([name, source]) => [`${name}.test.mjs`, `import assert from "node:assert"; import { existsSync, writeFileSync } from "node:fs"; import { test } from "node:test"; ${source(root)}`])), async (folder) => {
      const env = { ...process.env };
      delete env["NODE_TEST_CONTEXT"];
      // As if they had been compiled: a compiler in each process costs more than all else here.
      return await runBrowserTests(Object.keys(sources).map((name) => `${name}.test.ts`), { name: NAME, env, timeout: 30_000, concurrency: 2, compiled: folder });
    }));
  } finally {
    rmSync(join("out", "test", NAME), { recursive: true, force: true });
  }
}

const good = (): string => 'test("good", () => {}); test("left out", { skip: "a reason" }, () => {});';
const bad = (): string => 'test("fine", () => {}); test("bad", () => assert.fail("never"));';
/** Fails the first time, as on a machine that was busy. */
const busy = (root: string): string => `test("busy", () => { const file = ${JSON.stringify(join(root, "seen"))}; const seen = existsSync(file); writeFileSync(file, ""); assert.ok(seen, "too slow"); });`;

test("all good: counted over all files, with the reasons of what was skipped", async () => {
  const { ok, summary, counts } = await run({ one: good, two: good });
  assert.equal(ok, true);
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 2 });
  assert.equal(summary, "2 passed, 0 failed, 2 skipped\n    skipped: left out (a reason)\n    skipped: left out (a reason)");
  assert.equal(existsSync(join("out", "test", NAME)), false);
});

test("a file that fails once is run again alone, and that is said with what went wrong", async () => {
  const { ok, summary, counts, output } = await run({ one: good, busy });
  assert.equal(ok, true);
  assert.deepEqual(counts, { passed: 2, failed: 0, skipped: 1 });
  assert.match(summary, /failed at first, passed alone: .*busy\.test\.ts: busy$/m);
  assert.match(output, /too slow/);
});

test("a file that fails twice is a failure", async () => {
  const { ok, summary, counts } = await run({ one: good, bad });
  assert.equal(ok, false);
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 });
  assert.match(summary, /failed twice: .*bad\.test\.ts: bad$/m);
});

test("many that fail are not run again, even where that would help", async () => {
  const { ok, counts } = await run(Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [name, (root: string) => busy(join(root, name))])));
  assert.equal(ok, false);
  assert.equal(counts.failed, 5);
});
