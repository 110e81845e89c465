import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../../..");
/** docs/rules.md is generated from the rules. */
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md") && name !== "rules.md").map((name) => `docs/${name}`)];
/** Folders that are in the repository; what a build or a run leaves is not. */
const FOLDERS = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !["dist", "out", "node_modules", ".git", ".cache"].includes(entry.name)).map(({ name }) => name);

/** Files and folders that a document names between backquotes. */
function pathsIn(text: string): string[] {
  return Array.from(text.matchAll(/`((?:[\w.-]+\/)+(?:[\w-]+\.(?:ts|tsx|mjs|js|json|md|html|css))?)`/g), ([, path = ""]) => path).filter((path) => FOLDERS.includes(path.split("/")[0] ?? ""));
}

/** Links to other files of the repository. */
function linksIn(text: string): string[] {
  return Array.from(text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g), ([, link = ""]) => link);
}

for (const document of DOCUMENTS) {
  test(`${document} names files that exist`, () => {
    const text = readFileSync(join(ROOT, document), "utf8");
    assert.deepEqual(pathsIn(text).filter((path) => !existsSync(join(ROOT, path))), []);
    assert.deepEqual(linksIn(text).filter((link) => !existsSync(join(ROOT, dirname(document), link))), []);
  });
}

test("a newcomer's walk through docs/architecture.md has at most nine files", () => {
  const [, walks = ""] = /\n## A walk for newcomers\n([\s\S]*?)\n## /.exec(readFileSync(join(ROOT, "docs/architecture.md"), "utf8")) ?? [];
  const each = walks.split("\n### ").slice(1);
  assert.equal(each.length, 3);
  for (const walk of each) {
    const files = walk.split("\n").filter((line) => /^\d+\. /.test(line)).map((line) => pathsIn(line)[0]);
    assert.ok(files.length > 2 && files.length <= 9 && files.every((file) => file !== undefined), walk);
  }
});
