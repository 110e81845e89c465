import type { HostPast, LastGood } from "../assessment.ts";
import type { GoodCertificate, HostMemory, KeyMemory } from "./host-memory.ts";
import type { Seen, SeenAuthority } from "./seen.ts";

/**
 * What is remembered of a host that helps with a certificate that is bad now: when it last had a good one and what is other
 * since, and whether it asked browsers to allow no exceptions. undefined: nothing of that.
 */
export function pastOf(seen: Seen, memory: HostMemory | null | undefined): HostPast | undefined {
  if (memory === null || memory === undefined) return undefined;
  const last = lastGoodOf(memory);
  const past: HostPast = {
    ...(last === undefined ? {} : { lastGood: compared(last, seen) }),
    ...(memory.hstsUntil !== undefined && memory.hstsUntil > seen.time ? { hstsUntil: new Date(memory.hstsUntil).toISOString() } : {}),
  };
  return Object.keys(past).length === 0 ? undefined : past;
}

interface Remembered {
  entry: KeyMemory;
  good: GoodCertificate;
}

function lastGoodOf({ keys }: HostMemory): Remembered | undefined {
  return keys.flatMap((entry) => entry.lastGood === undefined ? [] : [{ entry, good: entry.lastGood }]).sort((one, other) => one.good.time - other.good.time).at(-1);
}

function compared({ entry, good }: Remembered, seen: Seen): LastGood {
  const changed: LastGood["changed"] = [];
  if (good.leaf !== seen.leaf) {
    if (entry.key !== seen.key) changed.push("key");
    if (!isSameAuthority(entry.issuer, seen.issuer)) changed.push("issuer");
    if (good.notBefore !== seen.notBefore || good.notAfter !== seen.notAfter) changed.push("validity");
  }
  // The same certificate may lead to another root, where somebody took one away.
  if (!isSameAuthority(entry.root, seen.root)) changed.push("root");
  return {
    time: new Date(good.time).toISOString(), certificate: good.leaf, key: entry.key, issuer: entry.issuer.name, root: entry.root.name, changed,
    ...(good.notAfter === null ? {} : { notAfter: new Date(good.notAfter).toISOString() }),
  };
}

/** By the hash of its key; by its name where one of the two was told without a certificate. */
function isSameAuthority(one: SeenAuthority, other: SeenAuthority): boolean {
  return one.id === other.id || (isNamed(one) !== isNamed(other) && one.name === other.name);
}

function isNamed({ id }: SeenAuthority): boolean {
  return id.startsWith("name:");
}
