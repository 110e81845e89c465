// Writes what a new rule takes, to fill in: `npm run new-rule -- certificate/name-of-it`.
import { dirname } from "node:path";
import { newRule, NewRuleError } from "./support/new-rule.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run new-rule -- certificate/<part>/<name>, connection/<name>, host/<name> or transparency/<name>\n\nWrites what a new rule takes, to fill in: the rule, its test and its messages in all languages (docs/adding-a-rule.md).");

const [path, ...others] = process.argv.slice(2);
try {
  if (path === undefined || others.length > 0) throw new NewRuleError("Usage: npm run new-rule -- certificate/<part>/<name>, connection/<name>, host/<name> or transparency/<name>");
  const { id, files } = newRule(dirname(import.meta.dirname), path);
  const [rule = "", test = "", ...messages] = files;
  console.log([
    `${id} is begun. Every place to fill in says TODO:`,
    `  ${rule}: what is wrong, how badly, who says so, and where it fires`,
    `  ${test}: where it fires, and where it does not`,
    ...messages.map((file) => `  ${file}: its four messages`),
    "Then:",
    `  node --import tsx --test ${test}`,
    "  npm run check:locales && npm run typecheck",
    "  npm run docs:rules",
    "docs/adding-a-rule.md says more.",
  ].join("\n"));
} catch (error) {
  if (!(error instanceof NewRuleError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
