import assert from "node:assert/strict";
import { test } from "node:test";
import { assess } from "../../../src/core/assess.ts";
import { describeCertificate } from "../../../src/core/description/describe.ts";
import { CERTIFICATE_LINTS } from "../../../src/core/rules/lists.ts";
import { examineWith } from "../../../src/core/rules/certificate/run/lint.ts";
import { WorkBudget } from "../../../src/core/rules/certificate/run/work-budget.ts";
import { CertificateStore } from "../../../src/core/x509/certificate-store.ts";
import { summarize } from "../../../src/core/x509/summary.ts";
import { Certificate } from "../../../src/core/x509/certificate.ts";
import { DerError } from "../../../src/core/x509/der/error.ts";
import { english } from "../support/english.ts";
import { SHAPES } from "../support/shapes.ts";

/** Twice the size may take so many times the work. */
const MOST = 2.6;
const SIZE = 24_000;
/** Tries in which the least of each size is looked for: whatever else the machine does only ever adds. */
const TRIES = 20;

/** All that is done with what a server sent, but for the budget, which would hide what it bounds. */
async function work(der: Uint8Array): Promise<void> {
  summarize(der);
  describeCertificate(der);
  try {
    examineWith(Certificate.parse(der), CERTIFICATE_LINTS, new WorkBudget(Number.POSITIVE_INFINITY));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
  await assess({ host: "www.example.test", tlsInfo: { sentChain: [der] } }, { time: Date.UTC(2026, 10, 21), text: english, certificates: new CertificateStore() });
}

/** Processor time, microseconds. */
async function cost(der: Uint8Array): Promise<number> {
  const before = process.cpuUsage();
  await work(der);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

for (const [name, shape] of Object.entries(SHAPES)) {
  test(`twice the size, at most ${String(MOST)} times the work: ${name}`, async () => {
    const [small, large] = [shape(SIZE), shape(2 * SIZE)];
    assert.ok(large.length < 2.2 * small.length);
    let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < TRIES && (i < 2 || most > MOST * least); i++) {
      least = Math.min(least, await cost(small));
      most = Math.min(most, await cost(large));
    }
    assert.ok(most <= MOST * least, `${String(least)} µs for ${String(small.length)} bytes, ${String(most)} µs for ${String(large.length)}`);
  });
}
