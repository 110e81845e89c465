import type { HostPast, LastGood, ReadBefore } from "../assessment.ts";
import type { GoodCertificate, HostMemory, KeyMemory } from "./host-memory.ts";
import type { Seen, SeenAuthority } from "./seen.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who read connections before is told of for so long after. Milliseconds. */
const TOLD = 30 * 86_400_000;

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

/** What is remembered of a host that is all right now: that somebody read it before. undefined: nothing of that. */
export function pastRead(seen: Seen, around: Surroundings): HostPast | undefined {
  const read = readBefore(seen, around);
  return read === undefined ? undefined : { read };
}

/**
 * Who read the connections to a host before, where public CAs vouch for it again; undefined: nobody did, it was long ago, or the person
 * expects them to.
 */
function readBefore(seen: Seen, { memory, session, expected }: Surroundings): ReadBefore | undefined {
  if (seen.trust !== "public" || memory === null || memory === undefined) return undefined;
  const before = memory.keys.filter(({ trust, root }) => trust !== "public" && expected?.has(root.id) !== true);
  const isReader = (id: string): boolean => session?.isReader(id) === true || before.some(({ root, read }) => root.id === id && read !== undefined);
  const last = before.findLast(({ root }) => isReader(root.id));
  if (last === undefined) return undefined;
  const own = before.filter(({ root }) => root.id === last.root.id);
  const lastSeen = Math.max(...own.map((each) => each.lastSeen));
  const firstSeen = Math.min(...own.map((each) => each.firstSeen));
  if (seen.time - lastSeen > TOLD || lastSeen > seen.time) return undefined;
  return {
    name: last.root.name, label: own.find(({ read }) => typeof read?.label === "string")?.read?.label ?? session?.readerLabel(last.root.id) ?? null,
    first: new Date(firstSeen).toISOString(), last: new Date(lastSeen).toISOString(), wasFirst: firstSeen <= memory.firstSeen,
  };
}

/** When a host was last reached with a good certificate (ISO 8601); undefined: not that anybody remembers. */
export function lastGoodTime(memory: HostMemory | null | undefined): string | undefined {
  const last = memory === null || memory === undefined ? undefined : lastGoodOf(memory);
  return last === undefined ? undefined : new Date(last.good.time).toISOString();
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
