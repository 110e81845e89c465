import assert from "node:assert/strict";
import { createSign, createVerify, generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Budget } from "../../../src/chain/budget.ts";
import { ecdsaSignatureToRaw } from "../../../src/chain/ecdsa-signature.ts";
import { LruMap } from "../../../src/chain/lru.ts";
import { PathCache } from "../../../src/chain/path-cache.ts";
import { PriorityQueue } from "../../../src/chain/priority-queue.ts";
import { allowedAnchors } from "../../../src/chain/restriction.ts";
import { sentCost } from "../../../src/chain/sent-cost.ts";

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
  it("the queue gives the first first", () => {
    fc.assert(fc.property(fc.array(fc.integer()), (numbers) => {
      const queue = new PriorityQueue<number>((a, b) => a < b);
      for (const number of numbers) queue.push(number);
      const out: number[] = [];
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) out.push(next);
      assert.deepEqual(out, [...numbers].sort((a, b) => a - b));
      assert.equal(queue.size, 0);
    }));
  });

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
  const path = (bytes: number) => [new Uint8Array(bytes)];

  it("forgets after an hour, and when the clock was set back", () => {
    const cache = new PathCache();
    cache.set("a.test", path(10), 1_000_000);
    assert.equal(cache.get("a.test", 1_000_000 + 3_599_999)?.length, 1);
    assert.equal(cache.get("a.test", 1_000_000 + 3_600_000), undefined);
    assert.deepEqual([cache.size, cache.bytes], [0, 0]);
    cache.set("a.test", path(10), 1_000_000);
    assert.equal(cache.get("a.test", 999_999), undefined);
  });

  it("keeps within its bytes, the least recently used goes first", () => {
    const cache = new PathCache(10_000);
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e", "f"), fc.nat(6000), fc.boolean())), (calls) => {
      for (const [host, bytes, asks] of calls) {
        if (asks) cache.get(host, 0);
        else cache.set(host, path(bytes), 0);
        assert.ok(cache.bytes <= 10_000 && cache.bytes >= 200 * cache.size);
      }
    }));
    const fresh = new PathCache(10_000);
    fresh.set("a", path(4000), 0);
    fresh.set("b", path(4000), 0);
    fresh.get("a", 0);
    fresh.set("c", path(4000), 0);
    assert.deepEqual(["a", "b", "c"].map((host) => fresh.get(host, 0) !== undefined), [true, false, true]);
    fresh.set("d", path(20_000), 0);
    assert.equal(fresh.get("d", 0), undefined);
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
