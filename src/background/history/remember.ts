import { isSame } from "../../core/interception/continuity.ts";
import type { HostMemory, KeyMemory, ReadBy } from "../../core/interception/host-memory.ts";
import type { Seen } from "../../core/interception/seen.ts";

/** Keys remembered of one host and port; the one seen longest ago goes first. */
export const MAX_KEYS = 24;
/** A key that is seen again is written again after so long. Milliseconds. */
const REFRESH = 6 * 3_600_000;

/** Who a connection was with, and who read it, where that has been judged. */
export type RememberedSeen = Seen & { read?: ReadBy };

/**
 * What is remembered of a host once it was seen; the same object where nothing is worth writing. Nothing is learnt where
 * nobody told who vouched.
 */
export function remember(memory: HostMemory | undefined, seen: RememberedSeen): HostMemory | undefined {
  if (seen.trust === "unknown") return memory;
  const known = memory?.keys.find((each) => isSame(each, seen));
  const isNews = (seen.good === true && known?.lastGood === undefined) || (seen.hstsUntil !== undefined && memory?.hstsUntil === undefined)
    || (seen.read !== undefined && (known?.read?.verdict !== seen.read.verdict || known.read.label !== seen.read.label))
    // Whoever vouched last shows when somebody in the middle came and went.
    || memory?.keys.at(-1)?.trust !== seen.trust;
  if (memory !== undefined && known?.leaf === seen.leaf && seen.time - known.lastSeen < REFRESH && !isNews) return memory;
  const good = seen.good === true && seen.time >= (known?.lastGood?.time ?? 0) ? { time: seen.time, leaf: seen.leaf, notBefore: seen.notBefore, notAfter: seen.notAfter } : known?.lastGood;
  const read = seen.read ?? known?.read;
  const entry: KeyMemory = {
    key: seen.key, leaf: seen.leaf, issuer: seen.issuer, root: seen.root, anchor: seen.anchor, trust: seen.trust,
    notBefore: seen.notBefore, notAfter: seen.notAfter,
    firstSeen: Math.min(known?.firstSeen ?? seen.time, seen.time), lastSeen: Math.max(known?.lastSeen ?? seen.time, seen.time),
    ...(good === undefined ? {} : { lastGood: good }),
    ...(read === undefined ? {} : { read }),
  };
  const hstsUntil = seen.hstsUntil ?? memory?.hstsUntil;
  const others = memory?.keys.filter((each) => each !== known) ?? [];
  return {
    host: seen.host, port: seen.port, place: seen.place,
    firstSeen: Math.min(memory?.firstSeen ?? seen.time, seen.time), lastSeen: Math.max(memory?.lastSeen ?? seen.time, seen.time),
    keys: trimmed([...others, entry]),
    ...(hstsUntil === undefined ? {} : { hstsUntil }),
  };
}

/** The last public key and the last good certificate stay, whatever else goes: alarms rest on them. */
function trimmed(keys: KeyMemory[]): KeyMemory[] {
  if (keys.length <= MAX_KEYS) return keys;
  const lastPublic = keys.findLast(({ trust }) => trust === "public");
  const lastGood = keys.reduce<KeyMemory | undefined>((latest, each) => each.lastGood !== undefined && each.lastGood.time >= (latest?.lastGood?.time ?? 0) ? each : latest, undefined);
  const oldest = keys.find((each) => each !== lastPublic && each !== lastGood);
  return keys.filter((each) => each !== oldest);
}

/** Without what was first seen at a time or later; undefined where nothing remains. */
export function forgetSince(memory: HostMemory, time: number): HostMemory | undefined {
  if (memory.firstSeen >= time) return undefined;
  const keys = memory.keys.filter(({ firstSeen }) => firstSeen < time).map((each) => ({
    ...each, lastSeen: Math.min(each.lastSeen, time), ...(each.lastGood === undefined ? {} : { lastGood: { ...each.lastGood, time: Math.min(each.lastGood.time, time) } }),
  }));
  return keys.length === 0 ? undefined : { ...memory, keys, lastSeen: Math.min(memory.lastSeen, time) };
}
