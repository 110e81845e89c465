import assert from "node:assert/strict";
import { test } from "node:test";
import messages from "../../../../_locales/en/chain.json" with { type: "json" };
import type { ChainError, ChainResult } from "../../../../src/core/chain/result.ts";
import type { ChainErrorRule } from "../../../../src/core/chain/fault.ts";
import { CHAIN_RULES } from "../../../../src/core/rules/lists.ts";
import { ruleContext } from "../../../../src/core/rules/context.ts";
import { messageStem, runRules } from "../../../../src/core/rules/run.ts";
import { CertificateStore } from "../../../../src/core/x509/certificate-store.ts";
import { certificate } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const store = new CertificateStore();
const leaf = store.intern(certificate({ dns: ["www.example.test"] }));
const intermediate = store.intern(certificate({ subject: "Intermediate", issuer: "Root", ca: true }));
const stranger = store.intern(certificate({ subject: "Stranger", issuer: "Nobody", ca: true }));

const SOUND: ChainResult = {
  verdict: "valid", decidedBy: "browser", path: [leaf.sha256, "aa"], partialPath: [], errors: [], advice: [], anchor: { sha256: "aa", source: "mozilla", vetted: true },
  sent: [{ sha256: leaf.sha256, role: "leaf", needed: true }], missing: [], ordered: true, leafFirst: true, sentSuffices: true,
  whereToGet: [], builtNeverSent: [], expiredCrossSigns: [], cost: { bytes: 3000, superfluousBytes: 0, roundTrips: 0, roundTripsNeeded: 0 },
};

/** Hits of one rule on a chain of which only this is special. */
function run(id: string, chain: Partial<ChainResult>, sentChain = [leaf.der], host = "www.example.test") {
  const rules = CHAIN_RULES.filter((rule) => rule.id === id);
  assert.equal(rules.length, 1, id);
  return runRules(rules, ruleContext({ host, tlsInfo: { sentChain } }, TIME, store, { ...SOUND, ...chain }), english);
}

const error = (rule: ChainErrorRule, params: string[]): ChainError => ({ rule, key: "", params, certificate: leaf.sha256, offset: 17 });

/** What is seen where nothing but the sent chain is amiss: facts, certificate, parameters. */
const OBSERVED: Record<string, [facts: Partial<ChainResult>, certificate: string | undefined, params: string[], sent?: Uint8Array[]]> = {
  "chain/superfluous-certificate": [
    { sent: [...SOUND.sent, { sha256: stranger.sha256, role: "unrelated", needed: false }], cost: { bytes: 900, superfluousBytes: 400, roundTrips: 0, roundTripsNeeded: 0 } },
    stranger.sha256, ["unrelated", String(stranger.der.length), "900", "400"], [leaf.der, stranger.der],
  ],
  "chain/incomplete": [
    { sentSuffices: false, whereToGet: [{ of: leaf.sha256, after: "CN=L", issuer: "CN=I", urls: ["http://i.test/i.der"] }] }, leaf.sha256, ["CN=I", "CN=L", "http://i.test/i.der"],
  ],
  "chain/wrong-order": [{ ordered: false }, undefined, []],
  "chain/leaf-not-first": [{ verdict: "invalid", decidedBy: "path-validation", ordered: false, leafFirst: false }, leaf.sha256, []],
  "chain/duplicate": [
    { sent: [...SOUND.sent, { sha256: leaf.sha256, role: "duplicate", needed: false }] }, leaf.sha256, [String(leaf.der.length)], [leaf.der, leaf.der],
  ],
  "chain/anchor-sent": [
    { sent: [...SOUND.sent, { sha256: intermediate.sha256, role: "anchor", needed: false }] }, intermediate.sha256, [String(intermediate.der.length)], [leaf.der, intermediate.der],
  ],
  "chain/missing-intermediate-known-to-browser": [{ sentSuffices: false, builtNeverSent: [intermediate.sha256] }, intermediate.sha256, []],
  "chain/expired-cross-sign": [
    { expiredCrossSigns: [{ sha256: stranger.sha256, sameAs: intermediate.sha256, notAfter: Date.UTC(2024, 8, 30) }] }, stranger.sha256, ["2024-09-30"],
  ],
};

test("a leaf that is not first caps nothing where a browser accepted what it was sent", () => {
  const [hit] = run("chain/leaf-not-first", { ordered: false, leafFirst: false });
  assert.deepEqual([hit?.finding.severity, hit?.cap], ["notice", undefined]);
});

for (const rule of CHAIN_RULES) {
  const observed = OBSERVED[rule.id];
  test(`rule ${rule.id}`, () => {
    assert.deepEqual(run(rule.id, {}), [], "silent on a sound chain");
    const [facts, which, params, sent] = observed ?? [{ verdict: "invalid", errors: [error(rule.id as ChainErrorRule, ["one", "two", "three"])] }, leaf.sha256, ["one", "two", "three"]];
    const [hit, ...more] = run(rule.id, facts, sent);
    assert.ok(hit);
    assert.deepEqual(more, []);
    assert.deepEqual([hit.finding.certificate, hit.finding.params, hit.cap], [which, params, rule.cap]);
    if (!observed) assert.equal(hit.offset, 17);
    assert.doesNotMatch(hit.finding.message, /\$\d|^rule_/);
  });

  test(`rule ${rule.id} can be read about`, () => {
    const table: Record<string, { message: string } | undefined> = messages;
    for (const part of ["title", "message", "meaning", "fix"]) assert.ok((table[`${messageStem(rule.id)}_${part}`]?.message.length ?? 0) > 0, part);
    assert.match(rule.id, /^chain\/[a-z0-9-]+$/);
    assert.ok(rule.citation.document !== "" && rule.citation.section !== "");
  });
}

test("no message is without its rule", () => {
  const stems = new Set(CHAIN_RULES.map(({ id }) => messageStem(id)));
  for (const key of Object.keys(messages)) if (key.startsWith("rule_")) assert.ok(stems.has(key.replace(/_(title|message|meaning|fix)$/, "")), key);
});

test("what a certificate's own rule says already is not said again", () => {
  const errors = [error("chain/name-mismatch", ["other.test", "www.example.test"])];
  assert.equal(run("chain/name-mismatch", { errors }).length, 1);
  assert.equal(run("chain/name-mismatch", { errors }, [leaf.der], "other.test").length, 0);
});

test("an issuer that was sent and did not make the signature is not called missing", () => {
  const facts: Partial<ChainResult> = { sentSuffices: false, whereToGet: [{ of: leaf.sha256, after: "CN=L", issuer: "CN=I", urls: [] }] };
  assert.equal(run("chain/incomplete", facts).length, 1);
  assert.equal(run("chain/incomplete", { ...facts, errors: [error("chain/bad-signature", ["CN=I", intermediate.sha256])] }).length, 0);
});

test("where it is not known what was sent, nothing is said of it", () => {
  const unknown: Partial<ChainResult> = { sent: [], ordered: null, leafFirst: null, sentSuffices: null, cost: null };
  for (const { id } of CHAIN_RULES) assert.deepEqual(run(id, unknown), []);
});
