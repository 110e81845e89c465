import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { CERTIFICATE_LINTS } from "../../../../../src/core/rules/lists.ts";
import { readFacts } from "../../../../../src/core/rules/certificate/lint/facts.ts";
import { lintCertificate } from "../../../../../src/core/rules/certificate/run/lint.ts";
import { Certificate } from "../../../../../src/core/x509/certificate.ts";
import { DerError } from "../../../../../src/core/x509/der/error.ts";
import { certificate } from "../../../support/certificates.ts";

const SUITES = process.env["TLSCOPE_SUITES"] ?? join(import.meta.dirname, "../../../../../shared/suites");
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
  const facts = readFacts(parsed);
  for (const rule of CERTIFICATE_LINTS) {
    for (const hit of rule.check(facts)) for (const param of hit.params ?? []) assert.equal(typeof param, "string", rule.id);
  }
  lintCertificate(parsed);
}

function suiteCertificates(): Uint8Array[] {
  const path = join(SUITES, "zlint-cases.jsonl");
  if (!existsSync(path)) return [];
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

test("no rule throws on the suite's certificates", { skip: existsSync(SUITES) ? false : `no ${SUITES}` }, () => {
  for (const der of suiteCertificates()) runAll(der);
});

test("no rule throws on the roots of this machine", { skip: existsSync(ROOTS) ? false : `no ${ROOTS}` }, () => {
  const blocks = readFileSync(ROOTS, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]*/g) ?? [];
  assert.ok(blocks.length > 0);
  for (const block of blocks) runAll(new Uint8Array(Buffer.from(block.replace(/-----.*-----/, ""), "base64")));
});
