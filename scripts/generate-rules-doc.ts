/** Writes docs/rules.md from the registry of rules and their messages: `npm run docs:rules`. With --check it only says whether the file is current. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesDocument } from "./rules-document.ts";

const path = join(import.meta.dirname, "../docs/rules.md");
const text = rulesDocument();
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    console.error("docs/rules.md is not what the rules say: run `npm run docs:rules`.");
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, text);
}
