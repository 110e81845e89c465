import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { labCases, startLab } from "../../../lab/index.ts";
import type { Lab } from "../../../lab/lab.ts";
import { describeLab, SHARED_LAB_VARIABLE, sharedLab } from "../../../scripts/testing/shared-lab.ts";
import { withProject } from "./fixture.ts";

const cases = labCases.filter(({ host }) => ["tls13-aes128.test", "expired.test", "chain-right.test"].includes(host));
let own: Lab;

before(async () => {
  own = await startLab({ cases });
});

after(() => own.stop());

test("a lab that is described is the same to who is told of it, and goes on when one of them stops it", async () => {
  await withProject({}, async (root) => {
    const file = join(root, "lab.json");
    describeLab(own, file);
    for (let user = 0; user < 2; user += 1) {
      const lab = await sharedLab({ cases }, { ...process.env, [SHARED_LAB_VARIABLE]: file });
      assert.equal(lab.port, own.port);
      assert.deepEqual(lab.rootPems, own.rootPems);
      for (const { host } of cases) {
        assert.equal(lab.url(host), own.url(host));
        assert.deepEqual([lab.sentChain(host), lab.expectedPath(host)], [own.sentChain(host), own.expectedPath(host)]);
      }
      await lab.stop();
    }
  });
});

test("who asks for a case that the shared lab does not serve so gets a lab of its own", async () => {
  await withProject({}, async (root) => {
    const file = join(root, "lab.json");
    describeLab(own, file);
    const env = { ...process.env, [SHARED_LAB_VARIABLE]: file };
    const [some] = cases;
    assert.ok(some);
    const fewer = await sharedLab({ cases: [some] }, env);
    assert.deepEqual([fewer.port, fewer.cases.map(({ host }) => host)], [own.port, [some.host]]);
    const other = await sharedLab({ cases: [{ ...some, title: "Another" }] }, env);
    try {
      assert.notEqual(other.port, own.port);
    } finally {
      await other.stop();
    }
  });
});
