import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { groupTests, sharesProcess, writeGroups } from "../../../scripts/testing/groups.ts";
import { withProject } from "./fixture.ts";

test("a file shares its process only where it leaves the process as it is", () => {
  assert.ok(sharesProcess(`test("adds", () => {});\ndescribe("more", () => {\n  beforeEach(() => {});\n});`));
  for (const hook of ["before(makeCertificates);", "after(() => rmSync(folder, { recursive: true }));"]) assert.ok(sharesProcess(`import x from "x";\n${hook}\n`), hook);
  const own = ["beforeEach(reset);", "afterEach(reset);", ["process", ".env[\"X\"] = \"1\";"].join(""), ["global", "This.browser = {};"].join(""), ["import \"fake-", "indexeddb/auto\";"].join(""), ["spa", "wn(\"node\");"].join("")];
  for (const text of own) assert.equal(sharesProcess(`import x from "x";\n${text}\n`), false, text);
});

test("every file is in one group or alone, and no group is empty", () => {
  const files = Array.from({ length: 7 }, (_, index) => `test/${index}.test.ts`);
  const { alone, groups } = groupTests(files, 3, (file) => file === "test/0.test.ts", (file) => (file === "test/1.test.ts" ? "beforeEach(() => {});" : ""));
  assert.deepEqual(alone, ["test/0.test.ts", "test/1.test.ts"]);
  assert.deepEqual([...alone, ...groups.flat()].sort(), files);
  assert.deepEqual(groups.map(({ length }) => length), [2, 2, 1]);
  assert.deepEqual(groupTests(files, 9, () => false, () => "").groups.length, 7);
});

test("a group's file loads what was compiled", async () => {
  await withProject({}, (root) => {
    mkdirSync(join(root, "out"));
    const folder = join(root, "out");
    assert.deepEqual(writeGroups([["test/a.test.ts", "test/b.test.tsx"]], folder), ["group-1.test.ts"]);
    assert.equal(readFileSync(join(folder, "group-1.test.mjs"), "utf8"), `import "./test/a.test.mjs";\nimport "./test/b.test.mjs";\n`);
  });
});
