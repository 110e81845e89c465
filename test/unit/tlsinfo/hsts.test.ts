import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hstsOf, parseHsts } from "../../../src/tlsinfo/hsts.ts";

const policy = (maxAge: number, includeSubDomains = false, preload = false): object => ({ maxAge, includeSubDomains, preload });

test("policies of RFC 6797 section 6.2 and their spellings", () => {
  assert.deepEqual(parseHsts("max-age=31536000"), policy(31536000));
  assert.deepEqual(parseHsts("max-age=15768000 ; includeSubDomains"), policy(15768000, true));
  assert.deepEqual(parseHsts('max-age="31536000"'), policy(31536000));
  assert.deepEqual(parseHsts("max-age=0; includeSubDomains"), policy(0, true));
  assert.deepEqual(parseHsts("; MAX-AGE = 5 ;; IncludeSubDomains; preload;"), policy(5, true, true));
  assert.deepEqual(parseHsts('max-age=5; unknown="a;b=\\"c"; other'), policy(5));
});

test("what a browser must ignore", () => {
  for (const value of [
    "", ";", "includeSubDomains", "max-age", "max-age=", "max-age=-1", "max-age=1.5", "max-age=1e3", "max-age=abc", "max-age=5; max-age=6",
    "max-age=5; includeSubDomains; includeSubDomains", "max-age=5, includeSubDomains", "max-age=5; includeSubDomains=1", 'max-age="5', "max-age=5 6",
    "max age=5", "max-age=5\u00a0", "\u00a0max-age=5", "max-age=5; preload\u2003", "max-age=5\ufeff", `max-age=5; ${"x".repeat(5000)}`,
  ]) {
    assert.equal(parseHsts(value), null, JSON.stringify(value));
  }
});

test("a max-age beyond what a number holds stays a number", () => {
  assert.deepEqual(parseHsts(`max-age=${"9".repeat(400)}`), policy(Number.MAX_SAFE_INTEGER));
});

test("only the first header counts (section 8.1)", () => {
  assert.deepEqual(hstsOf([{ name: "Strict-Transport-Security", value: "max-age=1" }, { name: "strict-transport-security", value: "max-age=2" }]), policy(1));
  assert.equal(hstsOf([{ name: "strict-transport-security", value: "nonsense" }, { name: "strict-transport-security", value: "max-age=2" }]), null);
  assert.equal(hstsOf([{ name: "Server", value: "x" }]), null);
  assert.equal(hstsOf([{ name: "strict-transport-security" }]), null);
});

test("no text makes it throw or take long", () => {
  fc.assert(fc.property(fc.string({ maxLength: 4096, unit: fc.constantFrom("m", "a", "x", "-", "g", "e", "=", ";", " ", '"', "\\", "\t", "0") }), (value) => {
    const policyOrNull = parseHsts(value);
    assert.ok(policyOrNull === null || policyOrNull.maxAge >= 0);
  }), { numRuns: 2000 });
  // At the bound of length, a reading that is not linear would not come to an end.
  for (const value of [`max-age="${"\\".repeat(4000)}`, '"a'.repeat(2000), " ".repeat(4000) + "x y", `a=${'"\\"'.repeat(1000)}`]) assert.equal(parseHsts(value), null);
});
