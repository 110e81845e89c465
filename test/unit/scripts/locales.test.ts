import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { languages, mergeLocale } from "../../../scripts/locales.ts";
import { textFrom } from "../../../src/core/text/message-text.ts";

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function localeWith(fragments: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "tlscope-locale-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(fragments)) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

test("fragments of a language become one table", () => {
  const folder = localeWith({ "a.json": { one: { message: "1" } }, "b.json": { two: { message: "2" } } });
  assert.deepEqual(mergeLocale(folder), { one: { message: "1" }, two: { message: "2" } });
});

test("a key defined twice is an error that names both files", () => {
  const folder = localeWith({ "a.json": { one: { message: "1" } }, "b.json": { one: { message: "2" } } });
  assert.throws(() => mergeLocale(folder), /b\.json: the message "one" is already defined in a\.json/);
});

test("a key that browsers refuse and a message that is no string are errors", () => {
  assert.throws(() => mergeLocale(localeWith({ "a.json": { "one-two": { message: "1" } } })), /"one-two"/);
  assert.throws(() => mergeLocale(localeWith({ "a.json": { one: "1" } })), /"one" needs a "message"/);
  assert.throws(() => mergeLocale(localeWith({ "a.json": [] })), /expected an object/);
});

test("the add-on's own languages merge", () => {
  for (const language of languages("_locales")) {
    assert.ok(Object.keys(mergeLocale(join("_locales", language))).length > 0);
  }
});

test("a text is read from a table as i18n.getMessage reads it", () => {
  const text = textFrom({ both: { message: "$2 before $1, for $$5" } });
  assert.equal(text("both", ["one", "$1"]), "$1 before one, for $5");
  assert.equal(text("both", ["one"]), " before one, for $5");
  assert.equal(text("nothing"), "nothing");
  assert.equal(text("constructor"), "constructor");
});
