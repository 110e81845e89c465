import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Declarations that say left or right, width or height, where a page may run from right to left. */
const PHYSICAL = /^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)(?:-[a-z]+)?|left|right|top|bottom|(?:min-|max-)?(?:width|height)|(?:text-align|float|clear): *(?:left|right)|(?:margin|padding|inset|border-radius): *(?:[^\s;]+\s+){3}[^\s;]+;)/;

test("the style sheets of the pages know no left and no right", () => {
  const sheets = ["ui", "popup", "options", "first-run"].flatMap((folder) => readdirSync(folder).filter((file) => file.endsWith(".css")).map((file) => join(folder, file)));
  assert.ok(sheets.length >= 6, sheets.join(", "));
  assert.deepEqual(sheets.flatMap((sheet) => readFileSync(sheet, "utf8").split("\n").flatMap((line, index) => PHYSICAL.test(line) ? [`${sheet}:${String(index + 1)}: ${line.trim()}`] : [])), []);
});
