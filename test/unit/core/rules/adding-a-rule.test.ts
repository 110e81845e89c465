import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("docs/adding-a-rule.md shows the rule as it is", () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(readFileSync("docs/adding-a-rule.md", "utf8"))?.[1] ?? "";
  const file = readFileSync("src/core/rules/connection/no-aead.ts", "utf8");
  assert.ok(shown !== "" && file.endsWith(`\n\n${shown}`), "the document shows another text than src/core/rules/connection/no-aead.ts");
});
