import assert from "node:assert/strict";
import { test } from "node:test";
import { ctLogById } from "../../../../../src/core/registry/ct-logs.ts";
import { ruleContext } from "../../../../../src/core/rules/context.ts";
import { runRules } from "../../../../../src/core/rules/run.ts";
import { TRANSPARENCY_RULES } from "../../../../../src/core/rules/lists.ts";
import type { TlsExtra } from "../../../../../src/core/tls-info.ts";
import { CertificateStore } from "../../../../../src/core/x509/certificate-store.ts";
import { certificate, type CertificateOptions } from "../../../support/certificates.ts";
import { english } from "../../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const EARLIER = Date.UTC(2026, 9, 1);
const GOOGLE = "d76d7d10d1a7f577c2c7e95fd700bff982c9335a65e1d0b3017317c0c8c56977";
const GOOGLE_TOO = "d809553b944f7affc816196f944f85abb0f8fc5e8755260f15d12e72bb454b14";
const HARICA = "199f5346d4a1a46a1a3ddca0a6d271fd36aa9acdcbb2544998e33e7551d98bc9";
const NOBODY = "00".repeat(32);
const PUBLIC: Partial<TlsExtra> = { rootIsBuiltIn: true };

function findings(logs: readonly string[], extra: Partial<TlsExtra>, options: CertificateOptions = {}) {
  const root = certificate({ subject: "Root", issuer: "Root", ca: true });
  const scts = logs.map((log) => ({ log, timestamp: EARLIER }));
  const leaf = certificate({ dns: ["www.example.com"], ...(scts.length > 0 && { scts }), ...options });
  const observation = { host: "www.example.com", tlsInfo: { builtChain: [leaf, root], chainValid: true, extra: { source: "import" as const, ...extra } } };
  return runRules(TRANSPARENCY_RULES, ruleContext(observation, TIME, new CertificateStore()), english)
    .map(({ finding }) => [finding.rule.replace("transparency/", ""), ...finding.params]);
}

const DAYS_180: CertificateOptions = { notBefore: "2026-10-01T00:00:00Z", notAfter: "2027-03-29T23:59:59Z" };
const DAYS_181: CertificateOptions = { notBefore: "2026-10-01T00:00:00Z", notAfter: "2027-03-30T00:00:00Z" };

test("the log list knows operators, and nothing of logs that it does not have", () => {
  assert.equal(ctLogById(GOOGLE)?.operator, "Google");
  assert.equal(ctLogById(HARICA)?.operator, "HARICA");
  assert.equal(ctLogById(NOBODY), undefined);
});

test("two logs for up to 180 days, three beyond; the same log twice is one", () => {
  assert.deepEqual(findings([GOOGLE, HARICA], PUBLIC, DAYS_180), []);
  assert.deepEqual(findings([GOOGLE, HARICA], PUBLIC, DAYS_181), [["too-few-scts", "2", "3"]]);
  assert.deepEqual(findings([GOOGLE, HARICA, NOBODY], PUBLIC, DAYS_181), []);
  assert.deepEqual(findings([GOOGLE, GOOGLE], PUBLIC, DAYS_180), [["too-few-scts", "1", "2"]]);
});

test("no timestamps: for public CAs alone, and certificates issued after April 2018", () => {
  assert.deepEqual(findings([], PUBLIC), [["no-scts", "2"]]);
  assert.deepEqual(findings([], {}), []);
  assert.deepEqual(findings([], { rootIsBuiltIn: false }), []);
  assert.deepEqual(findings([], PUBLIC, { notBefore: "2018-04-30T00:00:00Z", notAfter: "2018-12-01T00:00:00Z" }), []);
  assert.deepEqual(findings([], PUBLIC, { notBefore: "2018-05-01T00:00:00Z", notAfter: "2018-10-01T00:00:00Z" }), [["no-scts", "2"]]);
});

test("one operator: only where all logs are known", () => {
  assert.deepEqual(findings([GOOGLE, GOOGLE_TOO], PUBLIC), [["one-operator", "Google"]]);
  assert.deepEqual(findings([GOOGLE, NOBODY], PUBLIC), []);
  assert.deepEqual(findings([NOBODY, "11".repeat(32)], PUBLIC), []);
});

test("one operator: a timestamp that is not the log's is none", () => {
  const leaf = certificate({ dns: ["www.example.com"], scts: [GOOGLE, GOOGLE_TOO, HARICA].map((log) => ({ log, timestamp: EARLIER })) });
  const context = ruleContext({ host: "www.example.com", tlsInfo: { builtChain: [leaf], extra: { source: "import", ...PUBLIC } } }, TIME, new CertificateStore());
  const judged = (verdict: "valid" | "invalid"): string[] => {
    const timestamps = context.leaf?.read(({ signedCertificateTimestamps }) => signedCertificateTimestamps)?.map(({ logId, timestamp, offset }, i) =>
      ({ logId: Buffer.from(logId).toString("hex"), log: undefined, timestamp, offset, signature: { verdict: i === 2 ? verdict : "valid" } as const }));
    return runRules(TRANSPARENCY_RULES, { ...context, timestamps }, english).map(({ finding }) => finding.rule);
  };
  assert.deepEqual(judged("valid"), []);
  assert.deepEqual(judged("invalid"), ["transparency/one-operator", "transparency/invalid-sct"]);
});

test("what the browser says wins: then nothing is counted", () => {
  assert.deepEqual(findings([], { ...PUBLIC, certificateTransparency: "policy_compliant" }), []);
  assert.deepEqual(findings([GOOGLE], { ...PUBLIC, certificateTransparency: "policy_compliant" }), []);
  assert.deepEqual(findings([], { ...PUBLIC, certificateTransparency: "policy_not_enough_scts" }), [["browser-not-compliant", "policy_not_enough_scts"]]);
  assert.deepEqual(findings([GOOGLE, HARICA], { ...PUBLIC, certificateTransparency: "policy_not_diverse_scts" }), [["browser-not-compliant", "policy_not_diverse_scts"]]);
  assert.deepEqual(findings([], { ...PUBLIC, certificateTransparency: "not_applicable" }), [["no-scts", "2"]]);
});

test("a timestamp later than the connection", () => {
  const scts = (timestamp: number): CertificateOptions => ({ scts: [{ log: GOOGLE, timestamp: EARLIER }, { log: HARICA, timestamp }] });
  assert.deepEqual(findings([GOOGLE], PUBLIC, scts(TIME + 6 * 60_000)), [["sct-in-future", "2026-11-21 12:06:00 UTC"]]);
  assert.deepEqual(findings([GOOGLE], PUBLIC, scts(TIME + 4 * 60_000)), []);
  assert.deepEqual(findings([GOOGLE], { rootIsBuiltIn: false }, scts(TIME + 6 * 60_000)), [["sct-in-future", "2026-11-21 12:06:00 UTC"]]);
});
