import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { keyPart } from "../../../popup/facts.ts";
import { gradeKey } from "../../../ui/grade-band.ts";
import type { Grade, SentRole, Severity } from "../../../src/core/assessment.ts";
import type { CertificateTransparencyStatus, TlsField, Unavailable } from "../../../src/core/tls-info.ts";

type Table = Record<string, { message: string }>;

const areas = ["popup", "options", "ui"];
const whole: Table = Object.assign({}, ...readdirSync("_locales/en").map((file) => JSON.parse(readFileSync(`_locales/en/${file}`, "utf8")) as Table)) as Table;
/** The pages' own, in whichever file they stand. */
const table: Table = Object.fromEntries(Object.entries(whole).filter(([key]) => areas.includes(key.slice(0, key.indexOf("_")))));

const sources = areas.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8")),
);

/** Keys and beginnings of keys that the sources name. */
const named = new Set(sources.flatMap((source) => [...source.matchAll(/["`]((?:popup|options|ui)_[A-Za-z0-9_]*)(?=["`]|\$\{)/g)].map(([, key = ""]) => key)));

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

test("every text that the pages name is there", () => {
  const keys = Object.keys(table);
  const missing = [...named].filter((name) => !(name in table) && !(`${name}_other` in table) && !(name.endsWith("_") && keys.some((key) => key.startsWith(name))));
  assert.deepEqual(missing, []);
  assert.ok(named.size > 100, "the sources were searched");
});

test("no text is left that no page names", () => {
  const beginnings = [...named].filter((name) => name.endsWith("_"));
  const unused = Object.keys(table).filter((key) => !named.has(key) && !named.has(key.replace(PLURAL, "")) && !beginnings.some((beginning) => key.startsWith(beginning)));
  assert.deepEqual(unused, []);
});

test("every text with a number has its general form", () => {
  const stems = new Set(Object.keys(table).filter((key) => PLURAL.test(key) && `${key.replace(PLURAL, "")}_other` !== key).map((key) => key.replace(PLURAL, "")));
  for (const stem of stems) assert.ok(`${stem}_other` in table, stem);
});

// The compiler keeps these lists complete.
const grades: Record<Grade, true> = { "A+": true, A: true, "A-": true, B: true, C: true, D: true, E: true, F: true, T: true, M: true };
const severities: Record<Severity, true> = { error: true, warning: true, notice: true };
const reasons: Record<Unavailable, true> = {
  "not-exposed": true, "exception-accepted": true, resumed: true, none: true, "unknown-value": true, quic: true,
  "handshake-failed": true, "read-failed": true, "bytes-missing": true,
  "cached-verdict": true, "not-recorded": true, compressed: true, "no-keys": true,
};
const roles: Record<SentRole, true> = { leaf: true, intermediate: true, anchor: true, alternate: true, duplicate: true, unrelated: true };
const fields: Record<TlsField, true> = {
  builtChain: true, sentChain: true, chainValid: true, protocol: true, cipherSuite: true, tlsVersion: true, keyExchangeGroup: true,
  signatureScheme: true, encryptedClientHello: true, delegatedCredential: true, resumed: true, alpn: true, certificateTransparency: true, rootIsBuiltIn: true,
};
const transparency: Record<CertificateTransparencyStatus, true> = { not_applicable: true, policy_compliant: true, policy_not_enough_scts: true, policy_not_diverse_scts: true };

test("every code that a report can carry has a text", () => {
  const keys = [
    ...Object.keys(grades).map((grade) => `popup_sentence_${gradeKey(grade as Grade)}`),
    ...Object.keys(severities).flatMap((severity) => [`popup_severity_${severity}`, `popup_severity_count_${severity}_other`]),
    ...Object.keys(reasons).map((reason) => `popup_unavailable_${keyPart(reason)}`),
    ...Object.keys(fields).map((field) => `popup_field_${keyPart(field)}`),
    ...Object.keys(transparency).map((status) => `popup_ct_${status}`),
    ...["certificate", "protocol", "keyExchange", "cipher", "score", "grade"].map((of) => `popup_of_${of}`),
    ...Object.keys(roles).flatMap((role) => [`popup_role_${role}`, `popup_sent_role_${role}`]),
    ...["valid", "invalid", "unknown"].map((verdict) => `popup_verdict_${verdict}`),
  ];
  assert.deepEqual(keys.filter((key) => !(key in table)), []);
});
