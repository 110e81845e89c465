import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AnchorList } from "../../../src/core/chain/anchor-set.ts";
import { assessChain } from "../../../src/core/chain/assess-chain.ts";
import { STRICT } from "../../../src/core/chain/clients/strict.ts";
import { presented, readable } from "../../../lab/pki/presented.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";

const SUITE = "bettertls-pathbuilding.jsonl";

interface BetterTlsCase {
  id: number;
  certificates: string[];
  trustRoot: string;
  hostname: string;
  expected: "ACCEPT" | "REJECT";
  validationTime: string;
  requiredFeatures: string[];
}

const fromBase64 = (text: string) => presented(new Uint8Array(Buffer.from(text, "base64")));

/** What a refused case must be refused for. */
const REASONS: Readonly<Record<string, string>> = {
  INVALID_REASON_EXPIRED: "chain/expired",
  INVALID_REASON_NAME_CONSTRAINTS: "chain/name-constraints",
  INVALID_REASON_BAD_EKU: "chain/extended-key-usage",
  INVALID_REASON_MISSING_BASIC_CONSTRAINTS: "chain/not-a-ca",
  INVALID_REASON_NOT_A_CA: "chain/not-a-ca",
  INVALID_REASON_DEPRECATED_CRYPTO: "chain/weak-signature",
};

describe("BetterTLS path building, held by the strict rules", { skip: suiteMissing(SUITE) }, () => {
  it("agrees with every case, for the right reason", async () => {
    let count = 0;
    for await (const test of readSuite<BetterTlsCase>(SUITE)) {
      count++;
      const anchors = new AnchorList(readable([fromBase64(test.trustRoot)]), "added");
      const { verdict, errors } = await assessChain({
        host: test.hostname, time: Date.parse(test.validationTime), sent: test.certificates.map(fromBase64), anchors, rules: STRICT,
      });
      assert.equal(verdict, test.expected === "ACCEPT" ? "valid" : "invalid", `case ${test.id}`);
      if (verdict === "valid") continue;
      for (const feature of test.requiredFeatures) {
        const rule = REASONS[feature];
        if (rule !== undefined) assert.ok(errors.some((error) => error.rule === rule), `case ${test.id}: ${JSON.stringify(errors)}`);
      }
    }
    assert.ok(count > 30, `${count} cases`);
  });
});
