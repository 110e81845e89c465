/**
 * Writes docs/rules.md, the page of all rules and their messages: `npm run docs:rules`. With --check it only says whether the page
 * is current.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesDocument } from "./rules-document.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run docs:rules [-- --check]\n\nWrites docs/rules.md.\n  --check   writes nothing, and fails where the page is not current");

const file = join(import.meta.dirname, "..", "docs", "rules.md");
const text = rulesDocument();
if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  if (process.argv.includes("--check")) {
    console.error("docs/rules.md is not what the rules say: run `npm run docs:rules`.");
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
