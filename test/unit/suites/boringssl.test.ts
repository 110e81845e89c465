import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BoringSslCase } from "../../../scripts/suites/boringssl.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";
import { assertExplained, type Judged } from "./support/differences.ts";
import { judgedPath } from "./support/judged-path.ts";

const SUITE = "boringssl-chains.jsonl";

const POLICIES = "an anchor's policy constraints start nothing here: no browser asks for a policy but for EV";
const COMPARISONS = "BoringSSL counts each name with each constraint before it compares any; we count what is compared, up to the constraint that permits";
/** Cases that we accept alone, and why. */
const ACCEPTED_ALONE: Readonly<Record<string, string>> = {
  "many-names/toomany-dirnames-permitted": COMPARISONS,
  "many-names/toomany-dns-permitted": COMPARISONS,
  "many-names/toomany-ips-permitted": COMPARISONS,
  "policies-inhibit-anypolicy-by-root-fail/ta-with-constraints": POLICIES,
  "policies-inhibit-mapping-by-root-fail/ta-with-constraints": POLICIES,
  "policies-on-root-wrong/ta-with-constraints": POLICIES,
  "policies-required-by-root-fail/ta-with-constraints": POLICIES,
  "policy-mappings-on-root-fail/ta-with-constraints": POLICIES,
};

const REFUSED_ALONE: Readonly<Record<string, string>> = {
  "many-names/ok-all-types": "its leaf names t171.test to t340.test, and the names that its CA may give end with t170.test (RFC 5280 4.2.1.10)",
};

describe("BoringSSL's chains, held by the strict rules", { skip: suiteMissing(SUITE) }, () => {
  it("agrees with each case, or it is said why not", async () => {
    const judged: Judged[] = [];
    for await (const { id, chain, time, errors } of readSuite<BoringSslCase>(SUITE)) {
      judged.push({ id, expected: errors.length === 0, ...await judgedPath(chain, time) });
    }
    assert.ok(judged.length > 100, `${judged.length} cases`);
    assertExplained(judged, { acceptedAlone: ACCEPTED_ALONE, refusedAlone: REFUSED_ALONE });
  });
});
