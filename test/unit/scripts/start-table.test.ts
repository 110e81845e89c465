import assert from "node:assert/strict";
import { test } from "node:test";
import { batches } from "../../../scripts/start/inspect.ts";
import { formatTable, toRow, worstFinding } from "../../../scripts/start/table.ts";
import type { Row } from "../../../scripts/start/table.ts";
import type { Assessment, Finding } from "../../../src/core/assessment.ts";
import type { PageConnection, PageReport } from "../../../src/messages/page.ts";

const finding = (rule: string, severity: Finding["severity"]): Finding => ({ rule, severity, params: [], message: rule });

function assessment(parts: Partial<Assessment> = {}): Assessment {
  return {
    host: "a.test", time: "2026-11-21T00:00:00Z",
    connection: { version: "TLS 1.2", cipherSuite: { id: 0x009c, name: "TLS_RSA_WITH_AES_128_GCM_SHA256" } },
    chain: { verdict: "valid", path: null, errors: [], sent: [], missing: [], ordered: null },
    rating: { grade: "B", score: 80, categories: { protocol: 100, keyExchange: 90, cipher: 80 }, certificate: 100, caps: [{ rule: "c/capping", grade: "B", without: "A" }], gradeByScore: "A", reasons: [] },
    interception: { verdict: "unknown", label: null, evidence: [] },
    findings: [finding("c/notice", "notice"), finding("c/first", "warning"), finding("c/capping", "warning")],
    profiles: [],
    ...parts,
  };
}

function report(parts: Partial<PageReport>, connection: Partial<PageConnection> = {}): PageReport {
  const main: PageConnection = {
    host: "a.test", port: 443, scheme: "https:", requests: 1, types: {}, firstSeen: "", lastSeen: "", main: true, assessment: assessment(), certificates: [], ...connection,
  };
  return { url: "https://a.test/", state: "observed", grade: "B", worstGrade: "B", weakest: { active: null, passive: null }, findings: [], connections: [main], certificates: {}, omitted: 0, plainRequests: 0, incognito: false, ...parts };
}

test("the worst finding is the gravest, among equals the one that caps the grade", () => {
  const findings = assessment().findings;
  assert.equal(worstFinding(findings, [{ rule: "c/capping" }])?.rule, "c/capping");
  assert.equal(worstFinding(findings, [])?.rule, "c/first");
  assert.equal(worstFinding([...findings, finding("c/error", "error")], [{ rule: "c/capping" }])?.rule, "c/error");
  assert.equal(worstFinding([], []), undefined);
});

test("a row has the connection by name, and a dash for what is not known", () => {
  assert.deepEqual(toRow("a.test", report({})), {
    host: "a.test", version: "TLS 1.2", suite: "TLS_RSA_WITH_AES_128_GCM_SHA256", group: "–", grade: "B", finding: "warning: c/capping",
  });
});

test("a grade that is not known is a dash, and no finding is none", () => {
  const row = toRow("a.test", report({}, { assessment: assessment({ findings: [], rating: { ...assessment().rating, grade: null } }) }));
  assert.deepEqual([row.grade, row.finding], ["–", "none"]);
});

test("a page that failed is its error", () => {
  const row = toRow("a.test", report({ state: "failed" }, { assessment: null, error: { code: "reset", message: "NS_ERROR_NET_RESET" } }));
  assert.deepEqual([row.version, row.grade, row.finding], ["–", "failed", "NS_ERROR_NET_RESET"]);
});

test("a page that nobody observed says so", () => {
  assert.equal(toRow("a.test", null).finding, "not observed");
});

const long: Row = { host: "a-rather-long-name.test", version: "TLS 1.2", suite: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", group: "X25519MLKEM768", grade: "A-", finding: `error: ${"x".repeat(200)}` };

test("columns are aligned and lines fit the width", () => {
  const lines = formatTable([long, { ...long, host: "b.test", group: "–", finding: "none" }], 140).split("\n");
  assert.ok(lines.every((line) => line.length <= 140), lines.join("\n"));
  const columns = lines.filter((line) => line.includes("A-")).map((line) => line.indexOf("A-"));
  assert.equal(columns.length, 2);
  assert.equal(new Set(columns).size, 1);
  assert.equal(lines[0]?.indexOf("grade"), columns[0]);
  assert.ok(lines.some((line) => line.endsWith("…")));
});

test("nothing that comes from outside steers the terminal", () => {
  const table = formatTable([{ ...long, finding: "a\u001b[31mb\u202ec\nd" }], 200);
  assert.equal(table.split("\n").length, 3);
  assert.doesNotMatch(table, /[\u001b\u202e]/u);
});

test("a page that must come after another is in a later batch, and all are visited once", () => {
  const visits = ["a", "b", "c", "d", "e", "f"].map((host) => ({ host, url: "" }));
  const all = [{ host: "late", url: "", after: "f" }, ...visits, { host: "lone", url: "", after: "not-visited" }, { host: "x", url: "", after: "y" }, { host: "y", url: "", after: "x" }];
  const result = batches(all);
  const at = (host: string) => result.findIndex((batch) => batch.some((visit) => visit.host === host));
  assert.ok(at("late") > at("f"));
  assert.deepEqual(result.flat().map(({ host }) => host).sort(), all.map(({ host }) => host).sort());
  assert.ok(result.every((batch) => batch.length <= 6));
});
