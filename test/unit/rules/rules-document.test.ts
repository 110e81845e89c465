import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { rulesDocument } from "../../../scripts/rules-document.ts";

test("docs/rules.md is what the rules say", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/rules.md"), "utf8");
  assert.ok(text === rulesDocument(), "run `npm run docs:rules`");
});
