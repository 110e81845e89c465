import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runQuietly } from "../../../browsers/process/run.ts";
import { compiledTest, compileTests } from "../../../scripts/testing/compile.ts";
import { withProject } from "./fixture.ts";

const CLEAN = { ...process.env, NODE_TEST_CONTEXT: undefined };

/** Compiles the files of a project whose names end in ".test.ts" or ".test.tsx", and runs them in one process, one after the other. */
async function run(files: Readonly<Record<string, string>>): Promise<{ status: number | null; output: string; root: string }> {
  return await withProject(files, async (root) => {
    const names = Object.keys(files).filter((name) => /\.test\.tsx?$/.test(name));
    const folder = join(root, "compiled");
    await compileTests(names, folder, root);
    const imports = names.map((name) => `await import(${JSON.stringify(compiledTest(name, folder))});`).join("\n");
    const { status, output } = await runQuietly(process.execPath, ["--enable-source-maps", "--input-type=module", "-e", imports], { env: CLEAN });
    return { status, output, root };
  });
}

test("a module stands where its source does", async () => {
  const { output, root } = await run({ "inner/a.test.ts": `console.log(import.meta.url, import.meta.dirname as string, import.meta.filename, "import.meta.url");` });
  assert.equal(output.trim(), `file://${root}/inner/a.test.ts ${root}/inner ${root}/inner/a.test.ts import.meta.url`);
});

test("files share the modules that they import", async () => {
  const { output } = await run({
    "shared.ts": "export const seen: string[] = [];",
    "a.test.ts": 'import { seen } from "./shared.ts"; seen.push("a");',
    "b.test.tsx": 'import { seen } from "./shared.ts"; seen.push("b"); console.log(seen.join());',
  });
  assert.equal(output.trim(), "a,b");
});

test("an error is told at its place in the source", async () => {
  const { status, output, root } = await run({ "a.test.ts": 'interface Nothing { a: string }\n\nexport type { Nothing };\nthrow new Error("on line four");' });
  assert.notEqual(status, 0);
  assert.ok(output.includes(`${root}/a.test.ts:4:7`), output);
});

test("a source with an error is none to run, and nothing of an earlier one is left", async () => {
  await withProject({ "a.test.ts": "export const a = 1;", "b.test.ts": "export const = 1;" }, async (root) => {
    const folder = join(root, "compiled");
    await compileTests(["a.test.ts"], folder, root);
    assert.ok(existsSync(compiledTest("a.test.ts", folder)));
    await assert.rejects(compileTests(["b.test.ts"], folder, root), /b\.test\.ts/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
