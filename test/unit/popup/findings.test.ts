import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsInOrder } from "../../../src/core/rating/finding-order.ts";
import { ruleKey } from "../../../ui/rule-text.ts";
import type { Assessment, Finding, Grade } from "../../../src/core/assessment.ts";

const finding = (rule: string, severity: Finding["severity"]): Finding => ({ rule, severity, params: [], message: "" });

function assessment(findings: Finding[], caps: { rule: string; grade: Grade }[]): Assessment {
  return {
    host: "a.test",
    time: "2026-11-21T12:00:00Z",
    connection: {},
    chain: { verdict: "unknown", path: null, errors: [], sent: [], missing: [], ordered: null },
    rating: { grade: null, score: null, categories: { protocol: null, keyExchange: null, cipher: null }, certificate: null, caps: caps.map((cap) => ({ ...cap, without: null })), gradeByScore: null, reasons: [] },
    interception: { verdict: "unknown", label: null, evidence: [] },
    findings,
    profiles: [],
  };
}

test("the most severe finding comes first, among equals the one that costs most", () => {
  const given = [finding("a/notice", "notice"), finding("a/cheap", "warning"), finding("a/dear", "warning"), finding("a/free", "warning"), finding("a/error", "error")];
  const order = findingsInOrder(assessment(given, [{ rule: "a/cheap", grade: "A-" }, { rule: "a/dear", grade: "C" }]));
  assert.deepEqual(order.map(({ rule }) => rule), ["a/error", "a/dear", "a/cheap", "a/free", "a/notice"]);
});

test("what nobody vouches for comes before another host's certificate, whichever came first", () => {
  const given = [finding("certificate/name-mismatch", "error"), finding("certificate/untrusted", "error"), finding("connection/old", "error")];
  const order = findingsInOrder(assessment(given, [{ rule: "certificate/name-mismatch", grade: "M" }, { rule: "certificate/untrusted", grade: "T" }, { rule: "connection/old", grade: "F" }]));
  assert.deepEqual(order.map(({ rule }) => rule), ["certificate/untrusted", "certificate/name-mismatch", "connection/old"]);
});

test("the assessment is left as it is", () => {
  const given = assessment([finding("a/notice", "notice"), finding("a/error", "error")], []);
  findingsInOrder(given);
  assert.deepEqual(given.findings.map(({ rule }) => rule), ["a/notice", "a/error"]);
});

test("message keys follow from rule ids", () => {
  assert.equal(ruleKey("connection/no-forward-secrecy"), "rule_connection_no_forward_secrecy");
});
