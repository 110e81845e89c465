import assert from "node:assert/strict";
import { test } from "node:test";
import certificateMessages from "../../../../../_locales/en/certificate-rules.json" with { type: "json" };
import transparencyMessages from "../../../../../_locales/en/transparency.json" with { type: "json" };
import { CERTIFICATE_LINTS, TRANSPARENCY_RULES } from "../../../../../src/core/rules/lists.ts";
import { messageStem } from "../../../../../src/core/rules/run.ts";

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
