import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import certificateMessages from "../../../../../_locales/en/certificate-rules.json" with { type: "json" };
import transparencyMessages from "../../../../../_locales/en/transparency.json" with { type: "json" };
import { CERTIFICATE_LINTS } from "../../../../../src/core/rules/certificate/index.ts";
import { RULES } from "../../../../../src/core/rules/index.ts";
import { messageStem } from "../../../../../src/core/rules/run.ts";
import { TRANSPARENCY_RULES } from "../../../../../src/core/rules/transparency/index.ts";

const ROOT = join(import.meta.dirname, "../../../../../src/core/rules");
const filesIn = (folder: string): string[] => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".ts")).map((name) => name.slice(0, -3));
const idsOf = (folder: string): string[] => RULES.map(({ id }) => id).filter((id) => id.startsWith(`${folder}/`)).map((id) => id.slice(folder.length + 1));

/** Files that hold no rule. */
const HELPERS = new Set(["index", "signature-hash", "scts"]);

for (const folder of ["certificate", "transparency"]) {
  test(`every rule of ${folder}/ is a file of its name, and every file is in the list`, () => {
    assert.deepEqual(filesIn(folder).filter((name) => !HELPERS.has(name)).sort(), idsOf(folder).sort());
  });
}

test("every rule has a title, what was seen, what it means and what to do, and no message is without its rule", () => {
  const messages: Record<string, { message: string } | undefined> = { ...certificateMessages, ...transparencyMessages };
  const rules = [...CERTIFICATE_LINTS, ...TRANSPARENCY_RULES];
  const parts = ["title", "message", "meaning", "fix"];
  const wanted = rules.flatMap(({ id }) => parts.map((part) => `${messageStem(id)}_${part}`));
  assert.deepEqual(Object.keys(messages).sort(), wanted.sort());
  for (const [key, entry] of Object.entries(messages)) assert.match(entry?.message ?? "", /\S.*\S/, key);
  for (const { id } of rules) assert.doesNotMatch(messages[`${messageStem(id)}_title`]?.message ?? "", /\$/, id);
});

test("every lint is named by one rule, and every rule cites a document", () => {
  const names = CERTIFICATE_LINTS.flatMap(({ sameAs = [] }) => sameAs);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length >= 120);
  for (const name of names) assert.match(name, /^zlint:(?:[ewn]_|underscore_)[a-z0-9_-]+$/);
  for (const { id, citation, effective } of CERTIFICATE_LINTS) {
    assert.ok(citation.document !== "" && citation.section !== "", id);
    for (const date of Object.values(effective ?? {})) assert.ok(Number.isFinite(Date.parse(date)), id);
  }
});
