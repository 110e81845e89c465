import assert from "node:assert/strict";
import { createHash, createPublicKey } from "node:crypto";
import { test } from "node:test";
import { CT_LOGS } from "../../../../src/core/registry/ct-logs-data.ts";

test("each log's id is the hash of its key, and each key is one on P-256", () => {
  assert.ok(CT_LOGS.length >= 80, String(CT_LOGS.length));
  for (const [id, name, operator, key] of CT_LOGS) {
    const spki = Buffer.from(key, "base64");
    assert.equal(createHash("sha256").update(spki).digest("hex"), id, name);
    assert.equal(createPublicKey({ key: spki, format: "der", type: "spki" }).asymmetricKeyDetails?.namedCurve, "prime256v1", name);
    assert.ok(name !== "" && operator !== "");
  }
  assert.equal(new Set(CT_LOGS.map(([id]) => id)).size, CT_LOGS.length);
});
