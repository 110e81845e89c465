import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../../../report/compare.ts";
import type { ExportedHost } from "../../../src/messages/hosts.ts";

function host(name: string, parts: Partial<ExportedHost> = {}): ExportedHost {
  return { host: name, port: 443, grade: "A", version: "TLS 1.3", suite: "s", group: "x25519", key: "k", issuer: "R13", anchor: "X1", ...parts };
}

test("hosts that are new, gone and changed are told apart, by host and port, with each thing that changed", () => {
  const before = [host("same.example"), host("gone.example"), host("worse.example"), host("ports.example")];
  const after = [host("same.example"), host("new.example"), host("worse.example", { grade: "C", version: "TLS 1.0", key: "other" }), host("ports.example", { port: 8443 })];
  assert.deepEqual(compare(before, after), {
    unchanged: 1,
    differences: [
      { host: "worse.example", port: 443, kind: "changed", changes: [{ of: "grade", before: "A", after: "C" }, { of: "version", before: "TLS 1.3", after: "TLS 1.0" }, { of: "key", before: "k", after: "other" }] },
      { host: "new.example", port: 443, kind: "new", changes: [] },
      { host: "ports.example", port: 8443, kind: "new", changes: [] },
      { host: "gone.example", port: 443, kind: "gone", changes: [] },
      { host: "ports.example", port: 443, kind: "gone", changes: [] },
    ],
  });
});

test("what one of them does not know is no change", () => {
  assert.deepEqual(compare([host("a", { grade: null, group: null })], [host("a")]), { unchanged: 1, differences: [] });
});
