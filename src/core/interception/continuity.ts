import type { HostMemory, KeyMemory } from "./host-memory.ts";
import type { Seen } from "./seen.ts";

const DAY = 86_400_000;

/** So long a key that was new is held against what was there before it, whatever was learnt since. */
export const NEWS_DAYS = 7;
/** A host must have been known so long before a new public CA is worth a word: one has to see its certificates first. */
const ACQUAINTANCE_DAYS = 7;
/** A public CA that is new is told of for so long. */
const PUBLIC_NEWS_DAYS = 1;

/** A key that was not seen for so long, while a newer one was, had been given up. */
const GONE_DAYS = 14;
/** Where a name has several keys at a time, one of them may not be met for long. */
const GONE_DAYS_OF_SEVERAL = 90;

/** What has changed at a host and port since it was first seen. */
export type Change =
  /** Nothing that is worth a word: the same key, or a new one by a CA that has been here. */
  | { kind: "none" }
  /** A public CA, and none that has been here. */
  | { kind: "new-public-ca"; before: KeyMemory }
  /** Public CAs vouched for it, and now none does. */
  | { kind: "public-to-private"; before: KeyMemory }
  /** A private CA vouched for it, and now another one does. */
  | { kind: "anchor-replaced"; before: KeyMemory }
  /** Nobody, or a private CA, vouched for it, and the key is another one by somebody else. */
  | { kind: "key-changed"; before: KeyMemory }
  /** A key that had gone is back, under another CA. */
  | { kind: "key-returned"; before: KeyMemory };

/**
 * Holds a connection against what was seen of the host and port before. Renewal by the same CA, several certificates
 * behind one name and short-lived ones are no change; a key that stays while its CA changes proves that nobody took the
 * server's place. Undefined: nothing was seen before.
 */
export function changeOf(seen: Seen, memory: HostMemory): Change | undefined {
  const own = memory.keys.find((each) => isSame(each, seen));
  const before = memory.keys.filter((each) => each !== own && (own === undefined || each.firstSeen < own.firstSeen));
  const latest = before.at(-1);
  // For as long as it is remembered that public CAs vouched: a proxy may stay for months, and may have been met before them.
  const vouchedFor = memory.keys.findLast((each) => each !== own && each.trust === "public");
  if (vouchedFor !== undefined && (seen.trust === "private" || seen.trust === "untrusted")) return { kind: "public-to-private", before: vouchedFor };
  if (latest === undefined) return own === undefined ? undefined : { kind: "none" };
  const age = own === undefined ? 0 : seen.time - own.firstSeen;
  if (age >= NEWS_DAYS * DAY) return { kind: "none" };

  const sameKey = before.filter(({ key }) => key === seen.key);
  const earlier = sameKey.at(-1);
  if (earlier !== undefined) {
    // Else it was never away: the server has another certificate for its key, or is one of several behind the name.
    return wasGivenUp(earlier, before, seen.time) && !sameKey.some((each) => isSameAuthority(each, seen)) ? { kind: "key-returned", before: earlier } : { kind: "none" };
  }
  if (before.some((each) => isSameAuthority(each, seen))) return { kind: "none" };
  switch (seen.trust) {
    case "public": {
      const wasPublic = before.findLast(({ trust }) => trust === "public");
      if (wasPublic === undefined) return { kind: "none" };
      const acquainted = (own?.firstSeen ?? seen.time) - memory.firstSeen >= ACQUAINTANCE_DAYS * DAY;
      return acquainted && age < PUBLIC_NEWS_DAYS * DAY ? { kind: "new-public-ca", before: wasPublic } : { kind: "none" };
    }
    case "private":
      return latest.trust === "unknown" ? { kind: "none" } : { kind: latest.trust === "private" ? "anchor-replaced" : "key-changed", before: latest };
    case "untrusted":
      return { kind: "key-changed", before: latest };
    case "unknown":
      return { kind: "none" };
  }
}

/** Whether a key had been replaced: a newer one came after its last sight, and it was away for long. What a proxy shows replaces nothing. */
function wasGivenUp({ key, lastSeen, trust }: KeyMemory, before: readonly KeyMemory[], now: number): boolean {
  const alike = before.filter((each) => each.trust === trust);
  const firstSeen = (other: string): number => Math.min(...alike.filter((each) => each.key === other).map((each) => each.firstSeen));
  if (!alike.some((each) => each.key !== key && firstSeen(each.key) > lastSeen)) return false;
  const several = alike.some((one) => alike.some((other) => one.key !== other.key && one.firstSeen < other.lastSeen && other.firstSeen < one.lastSeen));
  return now - lastSeen >= (several ? GONE_DAYS_OF_SEVERAL : GONE_DAYS) * DAY;
}

/** Whether it is the same key with the same CA. */
export function isSame(memory: Pick<KeyMemory, "key" | "root" | "trust">, seen: Pick<Seen, "key" | "root" | "trust">): boolean {
  return memory.key === seen.key && memory.root.id === seen.root.id && memory.trust === seen.trust;
}

/**
 * Whether the same CA vouches: its root, the CA that signed, or for public CAs its organisation, which public CAs check of
 * each other. A certificate that signed itself has no CA: another key is another party.
 */
function isSameAuthority(memory: KeyMemory, seen: Seen): boolean {
  if (memory.trust !== seen.trust) return false;
  if (memory.root.id === seen.root.id || memory.issuer.id === seen.issuer.id) return true;
  if (seen.trust !== "public") return false;
  const organizations = [memory.root.organization, memory.issuer.organization].filter((each) => each !== null);
  return [seen.root.organization, seen.issuer.organization].some((each) => each !== null && organizations.includes(each));
}
