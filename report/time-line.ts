import type { KeyMemory } from "../src/core/interception/host-memory.ts";

/** When something of a host was valid and when it was seen. Milliseconds since the epoch. */
export interface SeenStretch {
  id: string;
  kind: "key" | "issuer" | "anchor";
  /** A key's hash, a CA's name: hostile text. */
  name: string;
  firstSeen: number;
  lastSeen: number;
  notBefore: number | null;
  notAfter: number | null;
}

export interface TimeLine {
  /** Keys, then issuers, then anchors, each in the order in which it was first seen. */
  stretches: SeenStretch[];
  begin: number;
  end: number;
  now: number;
}

const DAY = 86_400_000;
/** A validity of decades would leave nothing to see of what was observed: so much of it is drawn on either side. */
const MARGIN = 120 * DAY;
const COMMON_NAME = /(?:^|[,+])CN=((?:\\.|[^,+\\])*)/;

/** A host's memory as a time line. A CA has no validity here: only that of the certificates that it signed is remembered. */
export function timeLine(keys: readonly KeyMemory[], now: number): TimeLine {
  const stretches = [
    ...joined(keys, (key) => ({ kind: "key", id: `key ${key.key}`, name: key.key, notBefore: key.notBefore, notAfter: key.notAfter })),
    ...joined(keys, ({ issuer }) => ({ kind: "issuer", id: `issuer ${issuer.id}`, name: commonName(issuer.name), notBefore: null, notAfter: null })),
    ...joined(keys.filter(({ trust }) => trust !== "unknown"), ({ root }) => ({ kind: "anchor", id: `anchor ${root.id}`, name: commonName(root.name), notBefore: null, notAfter: null })),
  ];
  const first = Math.min(now, ...stretches.map(({ firstSeen }) => firstSeen));
  const starts = stretches.flatMap(({ notBefore }) => notBefore ?? []);
  const ends = stretches.flatMap(({ notAfter }) => notAfter ?? []);
  return {
    stretches, now,
    begin: Math.max(first - MARGIN, Math.min(first - DAY, ...starts)),
    end: Math.min(now + MARGIN, Math.max(now + DAY, ...ends)),
  };
}

type Part = Omit<SeenStretch, "firstSeen" | "lastSeen">;

function joined(keys: readonly KeyMemory[], part: (key: KeyMemory) => Part): SeenStretch[] {
  const parts = new Map<string, SeenStretch>();
  for (const key of keys) {
    const { firstSeen, lastSeen } = key;
    const own = part(key);
    const known = parts.get(own.id);
    parts.set(own.id, known === undefined ? { ...own, firstSeen, lastSeen } : {
      ...known,
      firstSeen: Math.min(known.firstSeen, firstSeen), lastSeen: Math.max(known.lastSeen, lastSeen),
      notBefore: least(known.notBefore, own.notBefore), notAfter: most(known.notAfter, own.notAfter),
    });
  }
  return [...parts.values()].sort((one, other) => one.firstSeen - other.firstSeen);
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? one ?? other : Math.min(one, other);
}

function most(one: number | null, other: number | null): number | null {
  return one === null || other === null ? one ?? other : Math.max(one, other);
}

function commonName(name: string): string {
  return COMMON_NAME.exec(name)?.[1]?.replace(/\\([^0-9A-Fa-f])/g, "$1") ?? name;
}
