import { isSame } from "../interception/continuity.ts";
import type { HostMemory, KeyMemory } from "../interception/host-memory.ts";
import type { Seen } from "../interception/seen.ts";

/** Keys remembered of one host and port; the one seen longest ago goes first. */
export const MAX_KEYS = 24;
/** A key that is seen again is written again after so long. Milliseconds. */
const REFRESH = 6 * 3_600_000;

/**
 * What is remembered of a host once it was seen; the same object where nothing is worth writing. Nothing is learnt where
 * nobody told who vouched.
 */
export function remember(memory: HostMemory | undefined, seen: Seen): HostMemory | undefined {
  if (seen.trust === "unknown") return memory;
  const known = memory?.keys.find((each) => isSame(each, seen));
  if (memory !== undefined && known?.leaf === seen.leaf && seen.time - known.lastSeen < REFRESH) return memory;
  const entry: KeyMemory = {
    key: seen.key, leaf: seen.leaf, issuer: seen.issuer, root: seen.root, anchor: seen.anchor, trust: seen.trust,
    notBefore: seen.notBefore, notAfter: seen.notAfter,
    firstSeen: Math.min(known?.firstSeen ?? seen.time, seen.time), lastSeen: Math.max(known?.lastSeen ?? seen.time, seen.time),
  };
  const others = memory?.keys.filter((each) => each !== known) ?? [];
  return {
    host: seen.host, port: seen.port, place: seen.place,
    firstSeen: Math.min(memory?.firstSeen ?? seen.time, seen.time), lastSeen: Math.max(memory?.lastSeen ?? seen.time, seen.time),
    keys: trimmed([...others, entry]),
  };
}

/** The last public key stays, whatever else goes: that a public CA once vouched is what an alarm rests on. */
function trimmed(keys: KeyMemory[]): KeyMemory[] {
  if (keys.length <= MAX_KEYS) return keys;
  const lastPublic = keys.findLast(({ trust }) => trust === "public");
  const oldest = keys.find((each) => each !== lastPublic);
  return keys.filter((each) => each !== oldest);
}

/** Without what was first seen at a time or later; undefined where nothing remains. */
export function forgetSince(memory: HostMemory, time: number): HostMemory | undefined {
  if (memory.firstSeen >= time) return undefined;
  const keys = memory.keys.filter(({ firstSeen }) => firstSeen < time).map((each) => ({ ...each, lastSeen: Math.min(each.lastSeen, time) }));
  return keys.length === 0 ? undefined : { ...memory, keys, lastSeen: Math.min(memory.lastSeen, time) };
}
