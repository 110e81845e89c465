import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { english } from "../../../../cli/messages.ts";
import { rulesAsJson } from "../../../../cli/rules.ts";
import { rulesDocument } from "../../../../scripts/rules-document.ts";
import { ruleFiles } from "../../../../src/core/rules/found/files.ts";
import { EVERY_RULE } from "../../../../src/core/rules/index.ts";
import { CERTIFICATE_LINTS, CHAIN_RULES, CONNECTION_RULES } from "../../../../src/core/rules/lists.ts";
import { messageStem } from "../../../../src/core/rules/run.ts";

test("docs/rules.md is what the rules say", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../../docs/rules.md"), "utf8");
  assert.ok(text === rulesDocument(), "run `npm run docs:rules`");
});

const ROOT = join(import.meta.dirname, "../../../../src/core/rules");

test("every rule that a file declares is found, under the kind that its folder says, and one that has a file is named after it", async () => {
  const declared: string[] = [];
  for (const file of await ruleFiles(ROOT)) {
    const source = readFileSync(join(ROOT, file), "utf8");
    const ids = Array.from(source.matchAll(/^ +id: "([a-z]+\/[a-z0-9-]+)"/gm), ([, id = ""]) => id);
    for (const id of ids) assert.equal(id.split("/")[0], file.split("/")[0], `${id} in ${file}`);
    if (ids.length > 0 && !source.includes(" = family<")) assert.deepEqual(ids.map((id) => id.replace(/.*\//, "")), [basename(file, ".ts")], file);
    declared.push(...ids);
  }
  assert.deepEqual(EVERY_RULE.map(({ id }) => id).sort(), declared.sort());
});

test("findings come by place, and where rules have none by id", () => {
  assert.deepEqual(CONNECTION_RULES.slice(0, 3).map(({ id }) => id), ["connection/ssl", "connection/old-tls", "connection/no-tls12"]);
  assert.equal(CHAIN_RULES.at(-1)?.id, "chain/expired-cross-sign");
  const ids = CERTIFICATE_LINTS.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  for (const rules of [CONNECTION_RULES, CHAIN_RULES]) {
    const places = rules.map(({ place }) => place);
    assert.equal(new Set(places).size, places.length, "two rules have one place");
  }
});

test("every rule has its words in English", () => {
  const keys = EVERY_RULE.flatMap(({ id }) => ["title", "message", "meaning", "fix"].map((part) => `${messageStem(id)}_${part}`));
  assert.deepEqual(keys.filter((key) => english(key) === key), []);
});

test("every rule has an id of its own and a citation, and `tlscope rules --json` tells of each", () => {
  const ids = EVERY_RULE.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(EVERY_RULE.filter(({ citation: { document, section } }) => document === "" || section === "" || section === "TODO").map(({ id }) => id), []);
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
