import type { HostStrength } from "../../../src/core/history/strength.ts";

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 22);

/** A host as the report has it. */
export function host(name: string, parts: Partial<HostStrength> = {}): HostStrength {
  return {
    host: name, port: 443, firstSeen: NOW - 30 * DAY, lastSeen: NOW - DAY, judged: NOW - DAY, grade: "A", score: 90, version: "TLS 1.3", suite: "TLS_AES_128_GCM_SHA256", group: "x25519",
    postQuantum: false, notAfter: NOW + 60 * DAY, key: "k", issuer: { name: "R13", organization: "Let's Encrypt" }, anchor: { name: "ISRG Root X1", organization: "ISRG" }, trust: "public",
    interception: "none", findings: 0, worst: null, ...parts,
  };
}
