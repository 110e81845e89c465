import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PkitsCase } from "../../../scripts/suites/pkits.ts";
import { readSuite, suiteMissing } from "../../support/suites.ts";
import { assertExplained, type Judged } from "./support/differences.ts";
import { judgedPath } from "./support/judged-path.ts";

const SUITE = "pkits.jsonl";

describe("NIST PKITS, held by the strict rules", { skip: suiteMissing(SUITE) }, () => {
  it("accepts no path that it refuses, and says why where it is stricter", async () => {
    const judged: Judged[] = [];
    for await (const { id, chain, time, expected } of readSuite<PkitsCase>(SUITE)) {
      judged.push({ id, expected: expected === "valid", ...await judgedPath(chain, time) });
    }
    assert.ok(judged.length > 100, `${judged.length} cases`);
    assertExplained(judged);
  });
});
