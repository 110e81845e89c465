import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionFacts, unknownFields } from "../../../popup/facts.ts";
import type { Assessment, ConnectionFacts } from "../../../src/core/assessment.ts";
import type { PageConnection } from "../../../src/messages/page.ts";

const text = (key: string, params: readonly string[] = []): string => [key, ...params].join(" ");

function facts(connection: ConnectionFacts): Map<string, { value: string | undefined; reason?: string; mark?: string }> {
  const assessment: Assessment = {
    host: "a.test",
    time: "2026-11-21T12:00:00Z",
    connection,
    chain: { verdict: "valid", path: null, errors: [], sent: [], missing: [], ordered: null },
    rating: { grade: null, score: null, categories: { protocol: null, keyExchange: null, cipher: null }, certificate: null, caps: [], gradeByScore: null, reasons: [] },
    interception: { verdict: "unknown", label: null, evidence: [] },
    findings: [],
    profiles: [],
  };
  const seen: PageConnection = {
    host: "a.test", port: 443, scheme: "https:", requests: 1, types: {}, firstSeen: assessment.time, lastSeen: assessment.time, main: true, assessment, certificates: [],
  };
  return new Map(connectionFacts(seen, assessment, text).map(({ name, ...fact }) => [name, fact]));
}

test("what is not known has no value, and its reason where there is one", () => {
  const rows = facts({ unavailable: { keyExchangeGroup: "resumed", tlsVersion: "read-failed" } });
  assert.deepEqual(rows.get("group"), { value: undefined, reason: "resumed" });
  assert.deepEqual(rows.get("version"), { value: undefined, reason: "read-failed" });
  assert.deepEqual(rows.get("suite"), { value: undefined });
  assert.deepEqual(rows.get("ech"), { value: undefined });
});

test("false is a value", () => {
  assert.deepEqual(facts({ encryptedClientHello: false }).get("ech"), { value: "popup_no" });
});

test("names a post-quantum group, a suite with its code point, a handshake in QUIC", () => {
  const rows = facts({ protocol: "QUIC", version: "TLS 1.3", group: { name: "X25519MLKEM768", postQuantum: true }, cipherSuite: { id: 0x1301, name: "TLS_AES_128_GCM_SHA256" } });
  assert.deepEqual(rows.get("group"), { value: "X25519MLKEM768", mark: "popup_post_quantum" });
  assert.deepEqual(rows.get("suite"), { value: "TLS_AES_128_GCM_SHA256 (0x1301)" });
  assert.deepEqual(rows.get("version"), { value: "popup_version_in_quic TLS 1.3" });
});

test("what does not exist is not listed as unknown", () => {
  assert.deepEqual(unknownFields({ unavailable: { keyExchangeGroup: "none", sentChain: "not-exposed" } }), [{ field: "sentChain", reason: "not-exposed" }]);
});
