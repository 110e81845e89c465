import assert from "node:assert/strict";
import { createSign, createVerify, generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Budget } from "../../../../src/core/chain/budget.ts";
import { ecdsaSignatureToRaw } from "../../../../src/core/chain/ecdsa-signature.ts";
import { LruMap } from "../../../../src/core/lru.ts";
import { PathCache } from "../../../../src/core/chain/path-cache.ts";
import { allowedAnchors } from "../../../../src/core/chain/restriction.ts";
import type { ChainResult } from "../../../../src/core/chain/result.ts";
import { sentCost } from "../../../../src/core/chain/sent-cost.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { certificate as leafDer } from "../../support/certificates.ts";

describe("the budget", () => {
  it("stops at its bound, for good, and says at which", () => {
    const budget = new Budget({ signatures: 2, steps: 10, nameComparisons: 10, policyNodes: 10 });
    assert.ok(budget.spend("signatures", 2));
    assert.equal(budget.exhausted, undefined);
    assert.ok(!budget.spend("signatures", 0.5));
    assert.ok(!budget.spend("signatures"));
    assert.ok(budget.spend("steps"));
    assert.equal(budget.exhausted, "signatures");
  });
});

describe("ECDSA signatures", () => {
  for (const [curve, size] of [["P-256", 32], ["P-384", 48], ["P-521", 66]] as const) {
    it(`${curve}: the two forms are one signature`, () => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve });
      for (let i = 0; i < 50; i++) {
        const data = Buffer.from(`message ${i}`);
        const raw = ecdsaSignatureToRaw(createSign("sha256").update(data).sign(privateKey), size);
        assert.ok(raw);
        assert.ok(createVerify("sha256").update(data).verify({ key: publicKey, dsaEncoding: "ieee-p1363" }, raw));
      }
      const data = Buffer.from("other");
      assert.ok(verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, ecdsaSignatureToRaw(sign("sha256", data, privateKey), size) ?? assert.fail()));
    });
  }

  it("what DER forbids is none", () => {
    const good = [0x30, 6, 2, 1, 1, 2, 1, 1];
    assert.ok(ecdsaSignatureToRaw(Uint8Array.from(good), 32));
    for (const bytes of [[], [0x30], [0x30, 0x80], [...good, 0], [0x30, 0x81, 6, 2, 1, 1, 2, 1, 1], [0x30, 7, 2, 2, 0, 1, 2, 1, 1], [0x30, 6, 2, 1, 0x81, 2, 1, 1],
      [0x30, 5, 2, 0, 2, 1, 1], [0x31, 6, 2, 1, 1, 2, 1, 1], [0x30, 6, 2, 1, 1, 2, 2, 1]]) {
      assert.equal(ecdsaSignatureToRaw(Uint8Array.from(bytes), 32), undefined, bytes.join());
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const raw = ecdsaSignatureToRaw(bytes, 32);
      assert.ok(raw === undefined || raw.length === 64);
    }));
  });
});

describe("containers", () => {
  it("the least recently used goes first", () => {
    const map = new LruMap<string, number>(2);
    map.set("a", 1);
    map.set("b", 2);
    assert.equal(map.get("a"), 1);
    map.set("c", 3);
    assert.deepEqual([map.get("a"), map.get("b"), map.get("c"), map.size], [1, undefined, 3, 2]);
  });
});

describe("the cache of paths", () => {
  const found = (text: string): ChainResult => ({
    verdict: "valid", decidedBy: "nobody", path: [text], errors: [], advice: [], partialPath: [], anchor: null, sent: [], missing: [], ordered: null, leafFirst: null,
    sentSuffices: null, whereToGet: [], builtNeverSent: [], expiredCrossSigns: [], cost: null,
  });
  const HOUR = 3_600_000;

  it("holds for an hour, and not for a time before the judgement", () => {
    const cache = new PathCache();
    cache.set("a.test", HOUR, found("a"), []);
    assert.deepEqual(cache.get("a.test", HOUR)?.path, ["a"]);
    assert.deepEqual(cache.get("a.test", 2 * HOUR - 1)?.path, ["a"]);
    assert.equal(cache.get("a.test", 2 * HOUR), undefined);
    assert.equal(cache.get("a.test", HOUR - 1), undefined);
    assert.equal(cache.get("b.test", HOUR), undefined);
  });

  it("holds no longer than until a certificate begins or ends", () => {
    const certificate = Certificate.parse(leafDer({ notBefore: "2026-10-01T00:00:00Z", notAfter: "2026-12-30T00:00:00Z" }));
    const cache = new PathCache();
    for (const [change, first] of [["2026-10-01T00:00:00Z", 0], ["2026-12-30T00:00:00Z", 1]] as const) {
      const at = Date.parse(change);
      cache.set("a.test", at - 1000, found("a"), [certificate]);
      assert.deepEqual([cache.get("a.test", at - 1) !== undefined, cache.get("a.test", at + first)], [true, undefined], change);
      cache.set("a.test", at + 1000, found("a"), [certificate]);
      assert.ok(cache.get("a.test", at + 1000 + HOUR - 1), "a change that lies behind is none");
    }
  });

  it("keeps within its bytes, the least recently used goes first", () => {
    const large = (bytes: number): ChainResult => found("x".repeat(bytes));
    const fresh = new PathCache(10_000);
    fresh.set("a", 0, large(1500), []);
    fresh.set("b", 0, large(1500), []);
    fresh.get("a", 0);
    fresh.set("c", 0, large(1500), []);
    assert.deepEqual(["a", "b", "c"].map((host) => fresh.get(host, 0) !== undefined), [true, false, true]);
    fresh.set("a", 0, large(20_000), []);
    assert.deepEqual([fresh.get("a", 0), fresh.size], [undefined, 1]);
  });
});

describe("restrictions", () => {
  it("by host, below a domain, everywhere; several narrow each other", () => {
    const rules = [{ hosts: "*.corp.example", anchors: ["a", "b"] }, { hosts: "db.corp.example", anchors: ["b", "c"] }];
    assert.deepEqual([...allowedAnchors("WWW.corp.example.", rules) ?? []], ["a", "b"]);
    assert.deepEqual([...allowedAnchors("db.corp.example", rules) ?? []], ["b"]);
    assert.deepEqual([...allowedAnchors("x.y.corp.example", rules) ?? []], ["a", "b"]);
    assert.equal(allowedAnchors("corp.example", rules), undefined);
    assert.equal(allowedAnchors("evilcorp.example", rules), undefined);
    assert.deepEqual([...allowedAnchors("any.test", [{ hosts: "*", anchors: ["z"] }]) ?? []], ["z"]);
  });
});

describe("what sending costs", () => {
  const certificate = (bytes: number) => ({ sha256: "", der: new Uint8Array(bytes), certificate: undefined, faults: [] });

  it("round trips begin where the initial congestion window ends", () => {
    assert.deepEqual(sentCost([{ presented: certificate(14_595), needed: true }]), { bytes: 14_600, superfluousBytes: 0, roundTrips: 0, roundTripsNeeded: 0 });
    assert.equal(sentCost([{ presented: certificate(14_596), needed: true }]).roundTrips, 1);
    assert.deepEqual(sentCost([{ presented: certificate(4_995), needed: true }, { presented: certificate(39_995), needed: false }]), { bytes: 45_000, superfluousBytes: 40_000, roundTrips: 2, roundTripsNeeded: 0 });
    assert.equal(sentCost([]).roundTrips, 0);
  });
});
