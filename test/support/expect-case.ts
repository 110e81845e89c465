/** A page's report held against what the lab's table says. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Expectation } from "../../lab/index.ts";
import type { Assessment } from "../../src/core/assessment.ts";
import { sha256 } from "./sha256.ts";
import type { PageConnection, PageReport } from "../../src/messages/page.ts";
import type { Lab } from "../../lab/lab.ts";

/** The page's own connection. */
export function mainConnection(report: PageReport): PageConnection {
  const main = report.connections.find((connection) => connection.main);
  assert.ok(main, "The report has no connection of the page itself.");
  return main;
}

export function assertLoads(report: PageReport, lab: Lab, caseHost: string, expect: Expectation): void {
  const host = expect.finalHost ?? caseHost;
  const main = mainConnection(report);
  assert.equal(report.state, "observed");
  assert.equal(main.host, host);
  assert.equal(main.error, undefined);
  assert.ok(main.assessment, "The page's own connection has no assessment.");
  assertConnection(main.assessment, expect);
  assertRating(main.assessment, expect);
  assert.equal(report.grade, expect.grade ?? null);
  if (expect.path !== undefined) {
    const path = lab.expectedPath(host).map(sha256);
    assert.deepEqual(main.certificates, path, "the chain that the popup shows");
    assert.deepEqual(main.assessment.chain.path, path, "the path of the assessment");
    assert.equal(main.assessment.chain.verdict, "valid");
  }
  const hosts = new Set(report.connections.map((connection) => connection.host));
  for (const other of expect.otherHosts ?? []) assert.ok(hosts.has(other), `The page's report lacks ${other}; it has ${[...hosts].join(", ")}.`);
}

function assertConnection({ connection }: Assessment, expect: Expectation): void {
  assert.equal(connection.version, expect.tlsVersion);
  assert.equal(connection.cipherSuite?.name, expect.cipherSuite);
  assert.equal(connection.group?.name, expect.group);
  assert.equal(connection.protocol, expect.alpn === "h3" ? "QUIC" : "TLS");
  // Where Firefox tells no protocol of the application layer there is nothing to compare.
  if (connection.alpn !== undefined) assert.equal(connection.alpn, expect.alpn);
}

function assertRating({ rating, findings }: Assessment, expect: Expectation): void {
  const rules = findings.map(({ rule }) => rule);
  for (const rule of expect.findings ?? []) assert.ok(rules.includes(rule), `${rule} is not among the findings: ${rules.join(", ")}`);
  if (expect.categories !== undefined) assert.deepEqual(rating.categories, expect.categories);
  if (expect.score !== undefined) assert.equal(rating.score, expect.score);
  assert.equal(rating.grade, expect.grade ?? null);
}

export function assertFails(report: PageReport, host: string): void {
  assert.equal(report.state, "failed");
  assert.equal(report.grade, null);
  const main = mainConnection(report);
  assert.equal(main.host, host);
  assert.ok(main.error, "The failed connection has no error.");
  assert.notEqual(main.error.code, "");
  assert.notEqual(main.error.message, "");
}

export function assertPlain(report: PageReport, host: string, expect: Expectation): void {
  assert.equal(report.state, "plain");
  assert.equal(report.grade, null);
  assert.ok(report.plainRequests > 0);
  const main = mainConnection(report);
  assert.equal(main.host, host);
  assert.equal(main.scheme, "http:");
  const rules = main.assessment?.findings.map(({ rule }) => rule) ?? [];
  for (const rule of main.assessment === null ? [] : (expect.findings ?? [])) assert.ok(rules.includes(rule), `${rule} is not among the findings: ${rules.join(", ")}`);
}

/** The toolbar says what the report says: the letter, or a state of its own; and the tooltip says it in words. */
export async function assertBadge(read: () => Promise<{ text: string; title: string }>, report: PageReport): Promise<void> {
  let badge = await read();
  for (let waited = 0; waited < 3000 && !(agrees(badge.text, report) && (report.grade === null || badge.title.includes(report.grade))); waited += 50) {
    await sleep(50);
    badge = await read();
  }
  assert.ok(agrees(badge.text, report), `The badge says "${badge.text}" where the page is ${report.state} with grade ${report.grade ?? "none"}.`);
  if (report.grade !== null) assert.ok(badge.title.includes(report.grade), `The tooltip "${badge.title}" lacks the grade ${report.grade}.`);
  assert.ok(badge.title.length > "TLScope".length, `The tooltip "${badge.title}" says nothing of the state.`);
}

function agrees(text: string, report: PageReport): boolean {
  if (report.state === "observed" && report.grade !== null) return text === report.grade;
  return text !== "" && !/^[A-FTM][+-]?$/.test(text);
}
