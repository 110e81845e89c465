import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { CERTIFICATE_LINTS } from "../../../../../src/core/rules/lists.ts";
import { CertificateFacts } from "../../../../../src/core/rules/certificate/lint/facts.ts";
import { examine, examineWith, type Examination } from "../../../../../src/core/rules/certificate/run/lint.ts";
import { WorkBudget } from "../../../../../src/core/rules/certificate/run/work-budget.ts";
import { Certificate } from "../../../../../src/core/x509/certificate.ts";
import { DerError } from "../../../../../src/core/x509/der/error.ts";
import { suiteFile, suiteMissing } from "../../../../support/suites.ts";
import { certificate } from "../../../support/certificates.ts";

const SUITE = "zlint-cases.jsonl";
const ROOTS = "/etc/ssl/certs/ca-certificates.crt";

/** Every rule, whatever its scope and dates: a rule must hold on certificates that it is not about too. */
function runAll(der: Uint8Array): void {
  let parsed: Certificate;
  try {
    parsed = Certificate.parse(der);
  } catch (error) {
    if (error instanceof DerError) return;
    throw error;
  }
  const facts = new CertificateFacts(parsed);
  // Nothing is taken for plain, so that every rule looks for itself.
  const looking = Object.defineProperties(new CertificateFacts(parsed), { timesArePlain: { value: false }, namesArePlain: { value: false }, subjectIsPlain: { value: false } });
  for (const rule of CERTIFICATE_LINTS) {
    const hits = [...rule.check(facts)];
    for (const hit of hits) for (const param of hit.params ?? []) assert.equal(typeof param, "string", rule.id);
    assert.deepEqual(hits, [...rule.check(looking)], `${rule.id}: what is plain is not looked at`);
  }
  assert.deepEqual(textOf(examine(parsed, false)), textOf(examineWith(parsed, CERTIFICATE_LINTS, new WorkBudget())), "what was found in others of the same template changes nothing");
}

function textOf({ lints, unjudged }: Examination): unknown {
  return { lints: lints.map(({ rule: { id }, hit, sameAs }) => ({ id, hit, sameAs })), unjudged: unjudged.map(({ rule: { id }, message }) => ({ id, message })) };
}

function suiteCertificates(): Uint8Array[] {
  const path = suiteFile(SUITE);
  if (path === undefined) return [];
  return readFileSync(path, "utf8").trim().split("\n").map((line) => new Uint8Array(Buffer.from((JSON.parse(line) as { certificate: string }).certificate, "base64")));
}

const SAMPLES = [
  certificate({ dns: ["www.example.com", "*.example.co.uk"], ip: [[10, 0, 0, 1]], key: "RSA 2048" }),
  certificate({ ca: true, key: "P-384", subject: "CA", issuer: "CA", signature: "ECDSA-SHA-1" }),
  ...suiteCertificates().filter((_, index) => index % 10 === 0),
];

test("no rule throws on mutated certificates", () => {
  const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
  fc.assert(fc.property(fc.constantFrom(...SAMPLES), fc.array(mutation, { minLength: 1, maxLength: 4 }), (sample, mutations) => {
    const der = Uint8Array.from(sample);
    for (const { at, byte } of mutations) der[at % der.length] = byte;
    runAll(der);
  }), { numRuns: 3000 });
});

test("no rule throws on the suite's certificates", { skip: suiteMissing(SUITE) }, () => {
  for (const der of [...suiteCertificates(), ...suiteCertificates()]) runAll(der);
});

test("no rule throws on the roots of this machine", { skip: existsSync(ROOTS) ? false : `no ${ROOTS}` }, () => {
  const blocks = readFileSync(ROOTS, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]*/g) ?? [];
  assert.ok(blocks.length > 0);
  for (const block of blocks) runAll(new Uint8Array(Buffer.from(block.replace(/-----.*-----/, ""), "base64")));
});
