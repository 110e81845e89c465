import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { english } from "../../../../cli/messages.ts";
import { rulesAsJson } from "../../../../cli/rules.ts";
import { ruleLists } from "../../../../scripts/rule-lists.ts";
import { rulesDocument } from "../../../../scripts/rules-document.ts";
import { EVERY_RULE } from "../../../../src/core/rules/index.ts";
import { messageStem } from "../../../../src/core/rules/run.ts";

test("docs/rules.md is what the rules say", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../../docs/rules.md"), "utf8");
  assert.ok(text === rulesDocument(), "run `npm run docs:rules`");
});

test("the list of each folder is what its files say", () => {
  const lists = ruleLists();
  assert.deepEqual([...lists.keys()].filter((path) => /connection|transparency/.test(path)), ["src/core/rules/connection/index.ts", "src/core/rules/transparency/index.ts"]);
  for (const [path, text] of lists) {
    assert.ok(readFileSync(join(import.meta.dirname, "../../../..", path), "utf8") === text, `${path}: run \`npm run docs:rules\``);
  }
});

test("every rule is named after its file", () => {
  for (const { id } of EVERY_RULE) {
    assert.match(readFileSync(join(import.meta.dirname, "../../../../src/core/rules", `${id}.ts`), "utf8"), new RegExp(`\\bid: "${id}"`));
  }
});

test("every rule has its words in English", () => {
  const keys = EVERY_RULE.flatMap(({ id }) => ["title", "message", "meaning", "fix"].map((part) => `${messageStem(id)}_${part}`));
  assert.deepEqual(keys.filter((key) => english(key) === key), []);
});

test("every rule has an id of its own and a citation, and `tlscope rules --json` tells of each", () => {
  const ids = EVERY_RULE.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(EVERY_RULE.filter(({ citation: { document, section } }) => document === "" || section === "").map(({ id }) => id), []);
  const told = rulesAsJson() as { id: string; severity: string; cap: string | null; citation: { document: string }; sameAs: string[] }[];
  assert.deepEqual(told.map(({ id }) => id), ids);
  for (const { id, severity, cap, citation, sameAs } of told) {
    assert.ok(["error", "warning", "notice"].includes(severity) && (cap === null || cap.length <= 2) && citation.document !== "" && Array.isArray(sameAs), id);
  }
  for (const id of ["chain/expired", "chain/budget", "connection/old-tls", "host/mixed-content-active", "transparency/too-few-scts"]) assert.ok(ids.includes(id), id);
});

test("lines that fix something speak for at least one server, and no line is empty", () => {
  const given = EVERY_RULE.flatMap(({ id, fixes }) => fixes === undefined ? [] : [{ id, lines: Object.values<string>({ ...fixes }) }]);
  assert.ok(given.length >= 20, String(given.length));
  for (const { id, lines } of given) assert.ok(lines.length > 0 && lines.every((line) => line.trim() !== ""), id);
});
