/**
 * Writes what is made from the rules: the list of each folder's rules (src/core/rules/<folder>/index.ts), and docs/rules.md from them
 * and their messages: `npm run docs:rules`. With --check it only says whether the files are current.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleLists } from "./rule-lists.ts";

const check = process.argv.includes("--check");

for (const [path, text] of ruleLists()) bring(path, text);
// Reads the lists when it is loaded.
const { rulesDocument } = await import("./rules-document.ts");
bring("docs/rules.md", rulesDocument());

function bring(path: string, text: string): void {
  const file = join(import.meta.dirname, "..", path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  if (check) {
    console.error(`${path} is not what the rules say: run \`npm run docs:rules\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
