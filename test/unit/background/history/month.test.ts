import assert from "node:assert/strict";
import { test } from "node:test";
import { randomFrom } from "../../../../scripts/support/random.ts";
import { remember } from "../../../../src/background/history/remember.ts";
import { changeOf } from "../../../../src/core/interception/continuity.ts";
import type { HostMemory } from "../../../../src/core/interception/host-memory.ts";
import type { Seen } from "../../../../src/core/interception/seen.ts";
import { sighting } from "./sightings.ts";

const HOSTS = 2000;
const DAYS = 30;
/** Days on which all traffic goes through a corporate proxy. */
const PROXY_DAYS = new Set([9, 10, 11, 19, 20]);
const CAS = ["LetsEncrypt R10", "Google WR1", "DigiCert G2", "Sectigo R36", "Amazon M01", "GlobalSign 2025"];

interface Host {
  name: string;
  /** Days between renewals: certificates of 6, 45, 90 and 365 days. */
  renewal: number;
  offset: number;
  /** Certificates behind the name, each with its CA. */
  cas: string[];
  /** Of five renewals one keeps the key. */
  keepsKeys: boolean;
  /** The day on which the owner takes another CA. */
  newCa: { day: number; ca: string } | undefined;
}

function hosts(random: () => number): Host[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: HOSTS }, (_, i) => {
    const cdn = random() < 0.15;
    return {
      name: `host-${String(i)}.example`, renewal: pick([3, 30, 60, 60, 335]), offset: random() * 335,
      cas: cdn ? [pick(CAS), pick(CAS), pick(CAS), pick(CAS)] : [pick(CAS)],
      keepsKeys: random() < 0.2,
      newCa: random() < 0.01 ? { day: Math.floor(random() * DAYS), ca: pick(CAS) } : undefined,
    };
  });
}

function serve(host: Host, day: number, random: () => number): Seen {
  const which = Math.floor(random() * host.cas.length);
  const generation = Math.floor((day + host.offset + which) / host.renewal);
  const ca = host.newCa !== undefined && day >= host.newCa.day ? host.newCa.ca : host.cas[which] ?? "";
  const key = host.keepsKeys ? `${host.name} ${String(which)}` : `${host.name} ${String(which)} ${String(generation)} ${ca}`;
  return sighting(day, key, ca, "public", { host: host.name, leaf: `${host.name} ${String(which)} ${String(generation)} ${ca}` });
}

interface Month {
  hostDays: number;
  falseNotes: number;
  falseAlarms: number;
  substituted: number;
  found: number;
  proxied: number;
  named: number;
}

function month(seed: number): Month {
  const random = randomFrom(seed);
  const memories = new Map<string, HostMemory>();
  const sum: Month = { hostDays: 0, falseNotes: 0, falseAlarms: 0, substituted: 0, found: 0, proxied: 0, named: 0 };
  const visit = (seen: Seen): string | undefined => {
    const memory = memories.get(seen.host);
    const kind = memory === undefined ? undefined : changeOf(seen, memory)?.kind;
    const after = remember(memory, seen);
    if (after !== undefined) memories.set(seen.host, after);
    return kind === "none" ? undefined : kind;
  };
  const all = hosts(random);
  for (let day = 0; day < DAYS; day++) {
    for (const host of all) {
      if (random() < 0.4) continue;
      sum.hostDays++;
      if (PROXY_DAYS.has(day)) {
        const first = memories.has(host.name);
        const kind = visit(sighting(day, `proxy ${host.name}`, "Corp Proxy", "private", { host: host.name }));
        if (!first || ![...memories.get(host.name)?.keys ?? []].some(({ trust }) => trust === "public")) continue;
        sum.proxied++;
        if (kind === "public-to-private") sum.named++;
        continue;
      }
      for (let visits = 0; visits < 3; visits++) {
        const kind = visit(serve(host, day + visits / 10, random));
        if (kind === "new-public-ca" && host.newCa === undefined) sum.falseNotes++;
        else if (kind !== undefined && kind !== "new-public-ca") sum.falseAlarms++;
      }
      if (day >= 1 && random() < 0.002 && [...memories.get(host.name)?.keys ?? []].length > 0) {
        sum.substituted++;
        if (visit(sighting(day + 0.5, `attacker ${String(day)}`, "Attacker CA", random() < 0.5 ? "private" : "untrusted", { host: host.name })) === "public-to-private") sum.found++;
      }
    }
  }
  return sum;
}

/** The first three at each run; $TLSCOPE_MONTHS months, each its own seed, where somebody wants to know more. */
const MONTHS = Number(process.env["TLSCOPE_MONTHS"] ?? 3);

for (let seed = 1; seed <= MONTHS; seed++) {
  test(`a month of browsing (seed ${String(seed)}): at most one false note for 500 days of a host, and every substitution found`, () => {
    const sum = month(seed);
    const { hostDays, falseNotes, falseAlarms, substituted, found, proxied, named } = sum;
    const summary = `${String(hostDays)} days of a host: ${String(falseNotes)} false notes (${((500 * falseNotes) / hostDays).toFixed(2)} for 500 days), ${String(falseAlarms)} false alarms; ${String(found)} of ${String(substituted)} substitutions, ${String(named)} of ${String(proxied)} connections through the proxy`;
    console.log(`seed ${String(seed)}: ${summary}`);
    assert.ok(hostDays > 30_000 && substituted > 30 && proxied > 3000, summary);
    assert.ok(falseNotes + falseAlarms <= hostDays / 500, summary);
    assert.equal(falseAlarms, 0, summary);
    assert.equal(found, substituted, summary);
    assert.equal(named, proxied, summary);
  });
}
