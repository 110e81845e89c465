import type { HostStrength } from "./strength.ts";

/** What the hosts seen on one day used when they were last seen on it: how many hosts by name. JSON. */
export interface Day {
  /** ISO 8601, UTC: "2026-11-22". */
  day: string;
  hosts: number;
  versions: Record<string, number>;
  suites: Record<string, number>;
  groups: Record<string, number>;
  postQuantum: { yes: number; no: number; unknown: number };
}

/** What of a host is counted. */
export type Counted = Pick<HostStrength, "version" | "suite" | "group" | "postQuantum">;

/** Stands where a name is not known. */
export const UNKNOWN = "unknown";
/** Stands for names beyond the bound. */
export const OTHER = "other";
const MAX_NAMES = 60;
const MAX_NAME = 64;

/** The day of a time in milliseconds since the epoch. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function emptyDay(day: string): Day {
  return { day, hosts: 0, versions: {}, suites: {}, groups: {}, postQuantum: { yes: 0, no: 0, unknown: 0 } };
}

/** The day with one host more, or, with -1, with one less that was counted before. */
export function count(day: Day, { version, suite, group, postQuantum }: Counted, by: 1 | -1): Day {
  const known = postQuantum === null ? "unknown" : postQuantum ? "yes" : "no";
  return {
    day: day.day,
    hosts: Math.max(0, day.hosts + by),
    versions: changed(day.versions, version, by),
    suites: changed(day.suites, suite, by),
    groups: changed(day.groups, group, by),
    postQuantum: { ...day.postQuantum, [known]: Math.max(0, day.postQuantum[known] + by) },
  };
}

function changed(counts: Readonly<Record<string, number>>, given: string | null, by: 1 | -1): Record<string, number> {
  const wanted = (given ?? UNKNOWN).slice(0, MAX_NAME);
  const key = Object.hasOwn(counts, wanted) || Object.keys(counts).length < MAX_NAMES ? wanted : OTHER;
  const left = (Object.hasOwn(counts, key) ? counts[key] ?? 0 : 0) + by;
  return Object.fromEntries([...Object.entries(counts).filter(([name]) => name !== key), ...left > 0 ? [[key, left] as const] : []]);
}
