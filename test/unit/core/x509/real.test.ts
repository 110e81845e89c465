// Certificates that others made: Debian's roots and the suites, read by us, by @peculiar/x509 and by Node.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { DerError } from "../../../../src/core/x509/der/error.ts";
import { certificatesFromPem, toPem } from "../../../../src/core/x509/pem.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { readSuite, suiteMissing } from "../../../support/suites.ts";
import { compareWithNode, compareWithPeculiar, type Tally } from "./support/compare.ts";

const ROOTS = "/etc/ssl/certs/ca-certificates.crt";

test("Debian's root certificates", { skip: existsSync(ROOTS) ? false : `${ROOTS} is missing` }, (context) => {
  const pem = readFileSync(ROOTS, "utf8");
  const ders = certificatesFromPem(pem);
  assert.equal(ders.map((der) => toPem(der)).join(""), pem);
  const tally: Tally = new Map();
  for (const der of ders) {
    const certificate = Certificate.parse(der);
    assert.deepEqual(certificate.problems.filter(({ fatal }) => fatal), []);
    assert.ok(compareWithNode(certificate, tally));
    assert.ok(compareWithPeculiar(certificate, tally));
    assert.equal(certificate.basicConstraints?.ca, true);
    assert.equal(summarize(der).error, undefined);
  }
  assert.ok(ders.length > 50);
  context.diagnostic(`${ders.length} roots, ${[...tally.values()].reduce((sum, count) => sum + count, 0)} fields compared`);
});

interface Outcome {
  certificates: number;
  node: number;
  peculiar: number;
  /** Bytes that are no certificate. */
  refused: number;
  tally: Tally;
}

const start = (): Outcome => ({ certificates: 0, node: 0, peculiar: 0, refused: 0, tally: new Map() });

function look(der: Uint8Array, outcome: Outcome, label: string): Certificate | undefined {
  let certificate: Certificate;
  try {
    certificate = Certificate.parse(der);
  } catch (error) {
    assert.ok(error instanceof DerError);
    outcome.refused++;
    return undefined;
  }
  outcome.certificates++;
  const readable = certificate.problems.every(({ fatal }) => !fatal);
  try {
    if (compareWithNode(certificate, outcome.tally)) outcome.node++;
    // Where an extension cannot be read, what the other makes of it is no measure.
    if (readable && compareWithPeculiar(certificate, outcome.tally)) outcome.peculiar++;
  } catch (error) {
    throw new Error(`${label}: ${toPem(der)}`, { cause: error });
  }
  return certificate;
}

test("x509-limbo", { skip: suiteMissing("x509-limbo.jsonl") }, async (context) => {
  const outcome = start();
  let scts = 0;
  for await (const { id, trusted_certs, untrusted_intermediates, peer_certificate } of readSuite<{
    id: string; trusted_certs: string[]; untrusted_intermediates: string[]; peer_certificate: string;
  }>("x509-limbo.jsonl")) {
    for (const pem of [...trusted_certs, ...untrusted_intermediates, peer_certificate]) {
      for (const der of certificatesFromPem(pem)) {
        const certificate = look(der, outcome, id);
        for (const sct of certificate?.signedCertificateTimestamps ?? []) {
          scts++;
          // Logged on the day of issuance, when notBefore may be up to a day back (or ahead by an hour).
          const delay = sct.timestamp - (certificate?.notBefore ?? NaN);
          assert.ok(Math.abs(delay) <= 49 * 3_600_000, `${id}: SCT ${delay} ms after notBefore`);
          assert.deepEqual([sct.hashAlgorithm, sct.logId.length], [4, 32]);
        }
      }
    }
  }
  assert.equal(outcome.refused, 0);
  assert.ok(outcome.certificates > 200);
  assert.ok(outcome.node >= outcome.certificates - 2 && outcome.peculiar >= outcome.certificates - 20, JSON.stringify(outcome));
  assert.ok(scts >= 10, `${scts} SCTs`);
  context.diagnostic(`${outcome.certificates} certificates, Node read ${outcome.node}, @peculiar/x509 ${outcome.peculiar}, ${scts} SCTs`);
});

test("BetterTLS", { skip: suiteMissing("bettertls-pathbuilding.jsonl") }, async (context) => {
  const outcome = start();
  for await (const { id, certificates, trustRoot } of readSuite<{ id: number; certificates: string[]; trustRoot: string }>("bettertls-pathbuilding.jsonl")) {
    for (const base64 of [...certificates, trustRoot]) {
      const certificate = look(new Uint8Array(Buffer.from(base64, "base64")), outcome, String(id));
      assert.deepEqual(certificate?.problems, [], String(id));
    }
  }
  assert.ok(outcome.certificates > 200);
  assert.deepEqual([outcome.node, outcome.peculiar, outcome.refused], [outcome.certificates, outcome.certificates, 0]);
  context.diagnostic(`${outcome.certificates} certificates`);
});

/** Faults that a lint is about: where it finds something, so must we, and where it passes, not. */
const FAULT_LINTS: Readonly<Record<string, { code: string; where?: RegExp }>> = {
  e_cert_extensions_version_not_3: { code: "extensions-without-version-3" },
  e_utc_time_does_not_include_seconds: { code: "time-format" },
  e_utc_time_not_in_zulu: { code: "time-format" },
  e_ext_ian_no_entries: { code: "sequence-empty", where: /issuerAltName/ },
  e_ext_san_no_entries: { code: "sequence-empty", where: /subjectAltName/ },
  e_ext_policy_constraints_empty: { code: "sequence-empty", where: /policyConstraints/ },
};

test("zlint's certificates", { skip: suiteMissing("zlint-cases.jsonl") }, async (context) => {
  const outcome = start();
  let held = 0;
  let revocations = 0;
  for await (const { lint, file, expected, certificate: base64 } of readSuite<{ lint: string; file: string; expected: string; certificate: string }>("zlint-cases.jsonl")) {
    if (lint.startsWith("e_crl_")) revocations += 1;
    const certificate = look(new Uint8Array(Buffer.from(base64, "base64")), outcome, file);
    const fault = FAULT_LINTS[lint];
    if (fault === undefined || certificate === undefined) continue;
    held += 1;
    const found = certificate.problems.some(({ code, message }) => code === fault.code && (fault.where?.test(message) ?? true));
    assert.equal(found, expected === "Error", `${lint} ${file}: ${certificate.problems.join("\n")}`);
  }
  assert.ok(held > 0, "no case of a lint that is a fault of the reader");
  // Lints on CRLs come with CRLs.
  assert.equal(outcome.refused, revocations);
  assert.ok(outcome.certificates > 200);
  context.diagnostic(`${outcome.certificates} certificates, Node read ${outcome.node}, @peculiar/x509 ${outcome.peculiar}`);
});
