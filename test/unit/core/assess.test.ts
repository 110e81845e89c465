import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../../src/core/assess.ts";
import type { Grade } from "../../../src/core/assessment.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { EVERY_RULE } from "../../../src/core/rules/index.ts";
import { letterOfScore } from "../../../src/core/rating/letters.ts";
import type { TlsExtra, TlsInfo } from "../../../src/core/tls-info.ts";
import { CertificateStore } from "../../../src/core/x509/certificate-store.ts";
import { anyObservation, soundObservation } from "../support/arbitrary.ts";
import { certificate } from "../support/certificates.ts";
import { english } from "../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const judge = (observation: Observation, certificates = new CertificateStore()) => assess(observation, { time: TIME, text: english, certificates });

// Written out here so that a change of the order in the rating shows.
const WORSE: readonly Grade[] = ["A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T"];
const rank = (grade: Grade): number => WORSE.indexOf(grade);

const FORM = new Set(EVERY_RULE.filter(({ form }) => form === true).map(({ id }) => id));

test("never throws, and every assessment keeps the invariants", async () => {
  await fc.assert(fc.asyncProperty(anyObservation, async (observation) => {
    const { rating, findings, chain } = await judge(observation);
    const numbers = [...Object.values(rating.categories), rating.score, rating.certificate];
    for (const value of numbers) assert.ok(value === null || (value >= 0 && value <= 100), String(value));
    if (rating.score !== null) {
      assert.ok(!Object.values(rating.categories).includes(null));
      assert.equal(rating.gradeByScore, letterOfScore(rating.score));
      assert.ok(rating.grade !== null);
    }
    for (const cap of rating.caps) {
      assert.ok(findings.some(({ rule }) => rule === cap.rule), "a cap comes from a finding");
      // Without a score no letter is given, or one that a label or an F decides alone.
      if (rating.grade !== null) assert.ok(rank(rating.grade) >= rank(cap.grade), `${rating.grade} although ${cap.rule} caps to ${cap.grade}`);
    }
    if (rating.grade === "A+") {
      assert.equal(rating.certificate, 100);
      // What is about the form of a certificate does not stand in the way.
      assert.deepEqual(findings.filter(({ rule, severity }) => severity !== "notice" && !FORM.has(rule)).map(({ rule }) => rule), []);
      assert.ok((observation.hsts?.maxAge ?? 0) >= 15_552_000);
    } else if (rating.grade !== null && rating.gradeByScore !== null) {
      assert.ok(rank(rating.grade) >= rank(rating.gradeByScore), "caps never raise");
    }
    if (chain.verdict === "invalid") assert.ok(rating.grade === "T" || rating.grade === "M" || rating.grade === null);
    if (observation.tlsInfo.chainValid === false && observation.scheme !== "http:") assert.ok(rating.grade === "T" || rating.grade === "M", `${String(rating.grade)} on a chain that the browser refused`);
    for (const reason of rating.reasons) assert.doesNotMatch(reason.message, /\$\d|^rating_/);
  }), { numRuns: 1500 });
});

test("a fact that is not known never makes the letter worse", async () => {
  const facts: (keyof TlsInfo | keyof TlsExtra | "hsts")[] = ["cipherSuite", "tlsVersion", "keyExchangeGroup", "sentChain", "hsts", "rootIsBuiltIn", "signatureScheme", "resumed", "builtChain", "chainValid"];
  await fc.assert(fc.asyncProperty(soundObservation, fc.constantFrom(...facts), async (observation, fact) => {
    const less = without(observation, fact);
    // A self-signed leaf is a fault that only the browser's word excuses.
    fc.pre(!(fact === "chainValid" && observation.tlsInfo.chainValid === true));
    // Without one chain, the leaf of another may be judged: other facts, not fewer.
    fc.pre(leafOf(less) === undefined || leafOf(less) === leafOf(observation));
    const before = (await judge(observation)).rating.grade;
    const after = (await judge(less)).rating.grade;
    if (before === null || after === null) return;
    // A+ must be earned by what is known.
    const allowed = before === "A+" ? "A" : before;
    // Both labels say that the browser would not have gone on.
    if ((before === "T" || before === "M") && (after === "T" || after === "M")) return;
    assert.ok(rank(after) <= rank(allowed), `${before} becomes ${after} without ${fact}`);
  }), { numRuns: 1000 });
});

function leafOf({ tlsInfo: { builtChain, sentChain, extra } }: Observation): Uint8Array | undefined {
  return builtChain?.[0] ?? sentChain?.[0] ?? extra?.serverCertificate;
}

function without(observation: Observation, fact: string): Observation {
  const { extra, ...info } = observation.tlsInfo;
  const drop = <T extends object>(object: T): T => Object.fromEntries(Object.entries(object).filter(([key]) => key !== fact)) as T;
  return drop({ ...observation, tlsInfo: drop({ ...info, ...(extra === undefined ? {} : { extra: drop(extra) }) }) });
}

test("the same arguments give the same assessment, with or without a store that has seen the certificates", async () => {
  const store = new CertificateStore();
  await fc.assert(fc.asyncProperty(anyObservation, async (observation) => {
    const once = await judge(observation);
    assert.deepEqual(await judge(observation, store), once);
    assert.deepEqual(await judge(observation, store), once);
    assert.deepEqual(JSON.parse(JSON.stringify(once)), once);
  }), { numRuns: 500 });
});

const leaf = certificate({ dns: ["www.example.test"], issuer: "Intermediate" });
const intermediate = certificate({ subject: "Intermediate", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stranger = certificate({ subject: "Stranger", issuer: "Nobody", ca: true });
const hash = (der: Uint8Array): string => new CertificateStore().intern(der).sha256;

const chainOf = async (sentChain: Uint8Array[] | undefined, info: TlsInfo = { chainValid: true, builtChain: [leaf, intermediate, root] }) =>
  (await judge({ host: "www.example.test", tlsInfo: { ...info, ...(sentChain === undefined ? {} : { sentChain }) } })).chain;

test("the path is what the browser built, and a sent chain that is not known has no roles", async () => {
  assert.deepEqual(await chainOf(undefined), {
    verdict: "valid", decidedBy: "browser", path: [leaf, intermediate, root].map(hash), partialPath: [], errors: [], sent: [], missing: [], ordered: null,
    anchor: { sha256: hash(root), source: "browser", vetted: false },
  });
});

test("roles where the sent chain is the path", async () => {
  const { sent, missing, ordered } = await chainOf([leaf, intermediate, root]);
  assert.deepEqual(sent.map(({ role, needed }) => [role, needed]), [["leaf", true], ["intermediate", true], ["anchor", false]]);
  assert.deepEqual(missing, []);
  assert.equal(ordered, true);
});

test("a missing intermediate, a duplicate, a wrong order", async () => {
  assert.deepEqual((await chainOf([leaf])).missing, [hash(intermediate)]);
  assert.deepEqual((await chainOf([leaf, leaf, intermediate])).sent.map(({ role }) => role), ["leaf", "duplicate", "intermediate"]);
  assert.equal((await chainOf([leaf, root, intermediate])).ordered, false);
  assert.equal((await chainOf([intermediate, leaf])).ordered, false);
});

test("a certificate beside the path is of no use", async () => {
  const chain = await chainOf([leaf, stranger]);
  assert.deepEqual(chain.sent.map(({ role, needed }) => [role, needed]), [["leaf", true], ["unrelated", false]]);
  assert.deepEqual(chain.missing, [hash(intermediate)]);
});

test("a chain with three faults reports three", async () => {
  const bad = certificate({ dns: ["other.test"], notAfter: "2026-11-01T00:00:00Z", signature: "SHA-1" });
  const { verdict, path, errors } = await chainOf(undefined, { chainValid: false, builtChain: [bad, intermediate, root] });
  assert.equal(verdict, "invalid");
  assert.equal(path, null);
  assert.deepEqual(errors.map(({ rule, certificate: which }) => [rule, which]), [
    ["chain/expired", hash(bad)], ["chain/name-mismatch", hash(bad)], ["chain/weak-signature", hash(bad)],
  ]);
});

test("bytes that are no certificate are said to be none, with the offset, and the connection is still judged", async () => {
  const { chain, rating, findings } = await judge({
    host: "www.example.test",
    tlsInfo: { builtChain: [leaf, Uint8Array.of(0x30, 0x80)], chainValid: true, tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519" },
  });
  assert.equal(rating.score, 89);
  assert.equal(rating.grade, "A");
  assert.deepEqual(findings.filter(({ rule }) => rule === "certificate/unreadable").map(({ severity }) => severity), ["error"]);
  assert.match(findings.find(({ rule }) => rule === "certificate/unreadable")?.params[1] ?? "", /^\d+$/);
  // The browser found a way around them.
  assert.deepEqual([chain.verdict, chain.errors], ["valid", []]);
});

test("plain http has no letter, and says so", async () => {
  const { rating, findings, chain } = await judge({ host: "www.example.test", scheme: "http:", tlsInfo: {} });
  assert.deepEqual([rating.grade, rating.score, rating.certificate, chain.verdict], [null, null, null, "unknown"]);
  assert.deepEqual(findings.map(({ rule }) => rule), ["host/plain-http"]);
});

test("the facts of the connection by name", async () => {
  const { connection } = await judge({
    host: "www.example.test",
    tlsInfo: {
      protocol: "TLS", builtChain: [leaf], tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "X25519MLKEM768",
      extra: { source: "firefox", signatureScheme: "ecdsa_secp256r1_sha256", alpn: "h2", resumed: false, unavailable: { sentChain: "not-exposed" } },
    },
  });
  assert.deepEqual(connection, {
    protocol: "TLS", version: "TLS 1.3", cipherSuite: { id: 0x1301, name: "TLS_AES_128_GCM_SHA256" }, group: { name: "X25519MLKEM768", postQuantum: true },
    signatureScheme: "ecdsa_secp256r1_sha256", key: { type: "EC", bits: 256, curve: "P-256" }, resumed: false, alpn: "h2", unavailable: { sentChain: "not-exposed" },
  });
});

test("each number has its line of arithmetic", async () => {
  const { rating } = await judge({
    host: "www.example.test", hsts: { maxAge: 31_536_000 },
    tlsInfo: { builtChain: [certificate({ dns: ["www.example.test"], key: "RSA 2048" }), root], chainValid: true, tlsVersion: "TLS 1.2", cipherSuite: 0xc013, keyExchangeGroup: "x25519" },
  });
  assert.deepEqual(rating.reasons.map(({ of, message }) => `${of}: ${message}`), [
    "protocol: TLS 1.2: 100",
    "keyExchange: x25519 counts as RSA 3072: 90; the certificate's key RSA 2048: 90; the weaker counts: 90",
    "cipher: AES 128, 128 bits: 80",
    "certificate: The browser trusts the chain.",
    "score: 0.30 × 100 + 0.30 × 90 + 0.40 × 80 = 89",
    "grade: 89 gives A; limited to B by connection/no-aead",
  ]);
});
