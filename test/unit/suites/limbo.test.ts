import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { assessChain } from "../../../src/core/chain/assess-chain.ts";
import { vettedRoots } from "../../../src/core/chain/bundled-anchors.ts";
import { STRICT } from "../../../src/core/chain/clients/strict.ts";
import type { ChainResult } from "../../../src/core/chain/result.ts";
import { fromPem, readable } from "../../../lab/pki/presented.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";

const SUITE = "x509-limbo.jsonl";

interface LimboCase {
  id: string;
  features: string[] | null;
  validation_kind: "SERVER" | "CLIENT";
  trusted_certs: string[];
  untrusted_intermediates: string[];
  peer_certificate: string;
  validation_time: string | null;
  expected_result: "SUCCESS" | "FAILURE";
  expected_peer_name: { kind: string; value: string } | null;
  max_chain_depth: number | null;
}

/** Cases on which we differ, and why. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "rfc5280::aki::cross-signed-root-missing-aki":
    "pedantic: an anchor that another root certified has no authorityKeyIdentifier; cve::cve-2024-0567 has the same anchor and must be accepted",
  "webpki::san::public-suffix-private-namespace-wildcard-san":
    "pedantic: *.s3.amazonaws.com is under a suffix that its owner listed, not a registry; its owner serves such certificates, and browsers take them",
};

/** Marks of cases on which good validators differ. */
function isPedantic({ features }: LimboCase): boolean {
  return (features ?? []).some((feature) => feature.startsWith("pedantic-") || ["rfc5280-incompatible-with-webpki", "denial-of-service"].includes(feature));
}

function applies({ validation_kind: kind, features }: LimboCase): boolean {
  return kind === "SERVER" && !(features ?? []).includes("has-crl");
}

async function run(test: LimboCase): Promise<ChainResult> {
  const anchors = new AnchorList(readable(test.trusted_certs.map(fromPem)), "added", await vettedRoots());
  return assessChain({
    host: test.expected_peer_name?.value ?? "",
    time: test.validation_time === null ? Date.now() : Date.parse(test.validation_time),
    sent: [test.peer_certificate, ...test.untrusted_intermediates].map(fromPem),
    anchors, rules: STRICT,
    ...(test.max_chain_depth === null ? {} : { maxIntermediates: test.max_chain_depth }),
  });
}

async function limboCases(): Promise<LimboCase[]> {
  const cases: LimboCase[] = [];
  for await (const test of readSuite<LimboCase>(SUITE)) if (applies(test)) cases.push(test);
  return cases;
}

describe("x509-limbo, held by the strict rules", { skip: suiteMissing(SUITE) }, () => {
  it("agrees with at least 97 % of the cases, and differs only where it is said why", async () => {
    const differences: string[] = [];
    const cases = await limboCases();
    for (const test of cases) {
      const { verdict } = await run(test);
      if ((verdict === "valid") !== (test.expected_result === "SUCCESS")) differences.push(test.id);
    }
    assert.ok(cases.length > 80, `${cases.length} cases`);
    assert.deepEqual(differences.filter((id) => !(id in DIFFERENCES)), []);
    assert.deepEqual(Object.keys(DIFFERENCES).filter((id) => cases.some((test) => test.id === id) && !differences.includes(id)), []);
    assert.ok(differences.length <= cases.length * 0.03, `${differences.length} of ${cases.length}`);
  });

  it("accepts no bad chain but pedantic ones", async () => {
    for (const test of await limboCases()) {
      if (test.expected_result === "SUCCESS" || isPedantic(test)) continue;
      assert.equal((await run(test)).verdict, "invalid", test.id);
    }
  });

  it("gives a reason for each chain that it refuses, and none for those that it takes", async () => {
    for (const test of await limboCases()) {
      const { verdict, errors, path } = await run(test);
      assert.equal(errors.length > 0, verdict === "invalid", test.id);
      if (verdict === "valid") assert.ok(path && path.length >= 1, test.id);
    }
  });

  it("finds the real chains of public servers valid", async () => {
    const cases = (await limboCases()).filter(({ id }) => id.startsWith("online::"));
    assert.ok(cases.length > 0);
    for (const test of cases) assert.equal((await run(test)).verdict, "valid", test.id);
  });
});
