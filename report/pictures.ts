import type { Day } from "../src/core/history/days.ts";
import type { HostStrength } from "../src/core/history/strength.ts";
import { UNKNOWN_CHOICE } from "./query.ts";
import { GRADES } from "../src/core/rating/letters.ts";

/** What a picture shows, and its table. Names are ids; the views have the words. */
export type Picture = SharesPicture | BarsPicture;

export interface SharesPicture {
  kind: "shares";
  /** What is stacked, the first at the bottom. */
  names: string[];
  step: "day" | "week";
  /** In order; a stretch in which nothing was seen is not there. */
  stretches: CountedStretch[];
  /** Whether the post-quantum share is drawn as a line. */
  line: boolean;
}

export interface CountedStretch {
  /** Milliseconds since the epoch, of the beginning in UTC. */
  start: number;
  /** Hosts counted. */
  total: number;
  /** By name, as many as are counted. */
  counts: number[];
  /** Hosts with a post-quantum group, of those of which it is known; null: it is known of none. */
  postQuantum: number | null;
}

export interface BarsPicture {
  kind: "bars";
  lying: boolean;
  bars: { name: string; value: number }[];
}

export const OTHER_NAMES = "other";

const DAY = 86_400_000;
/** More days than these are shown as weeks. */
const MOST_DAYS = 60;
const MOST_NAMES = 6;
const MOST_ISSUERS = 10;
const VERSIONS: readonly string[] = ["TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0"];
/** Upper bounds in days of the bars of "days to expiry"; the last is open. */
export const EXPIRY_BOUNDS = [0, 7, 14, 30, 60, 90, 180, 398] as const;

/** Versions, suites or groups over time. */
export function shares(days: readonly Day[], of: "versions" | "suites" | "groups"): SharesPicture {
  const known = days.filter(({ hosts }) => hosts > 0);
  const step = known.length > 1 && Date.parse(known.at(-1)?.day ?? "") - Date.parse(known[0]?.day ?? "") > MOST_DAYS * DAY ? "week" : "day";
  const names = namesOf(known, of);
  const stretches = new Map<number, CountedStretch & { yes: number; no: number }>();
  for (const day of known) {
    const start = startOf(Date.parse(day.day), step);
    const stretch = stretches.get(start) ?? { start, total: 0, counts: names.map(() => 0), postQuantum: null, yes: 0, no: 0 };
    stretch.total += day.hosts;
    for (const [name, count] of Object.entries(day[of])) {
      const place = names.includes(name) ? names.indexOf(name) : names.indexOf(OTHER_NAMES);
      stretch.counts[place] = (stretch.counts[place] ?? 0) + count;
    }
    stretch.yes += day.postQuantum.yes;
    stretch.no += day.postQuantum.no;
    stretches.set(start, stretch);
  }
  return {
    kind: "shares", names, step, line: of === "groups",
    stretches: [...stretches.values()].sort((one, other) => one.start - other.start)
      .map(({ yes, no, ...stretch }) => ({ ...stretch, postQuantum: yes + no === 0 ? null : yes / (yes + no) })),
  };
}

/** The most frequent, then the rest together, then what is not known. Versions stand from new to old. */
function namesOf(days: readonly Day[], of: "versions" | "suites" | "groups"): string[] {
  const totals = new Map<string, number>();
  for (const day of days) for (const [name, count] of Object.entries(day[of])) totals.set(name, (totals.get(name) ?? 0) + count);
  const named = [...totals].filter(([name]) => name !== UNKNOWN_CHOICE && name !== OTHER_NAMES).sort(([, one], [, other]) => other - one).map(([name]) => name);
  const shown = named.slice(0, MOST_NAMES);
  if (of === "versions") shown.sort((one, other) => VERSIONS.indexOf(one) - VERSIONS.indexOf(other));
  return [...shown, ...named.length > MOST_NAMES || totals.has(OTHER_NAMES) ? [OTHER_NAMES] : [], ...totals.has(UNKNOWN_CHOICE) ? [UNKNOWN_CHOICE] : []];
}

/** Weeks begin on Monday (ISO 8601). */
function startOf(time: number, step: "day" | "week"): number {
  if (step === "day") return time;
  return time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;
}

/** How many hosts have each grade; only those that occur, and never a guess for what is not known. */
export function grades(hosts: readonly HostStrength[]): BarsPicture {
  const counts = countBy(hosts, ({ grade }) => grade ?? UNKNOWN_CHOICE);
  return { kind: "bars", lying: false, bars: [...GRADES, UNKNOWN_CHOICE].flatMap((name) => counts.has(name) ? [{ name, value: counts.get(name) ?? 0 }] : []) };
}

/** Who signed the hosts' certificates, by organisation where it has one: the most frequent, and the rest together. */
export function issuers(hosts: readonly HostStrength[]): BarsPicture {
  const counts = [...countBy(hosts, ({ issuer }) => issuer === null ? UNKNOWN_CHOICE : issuer.organization ?? issuer.name)].filter(([name]) => name !== UNKNOWN_CHOICE).sort(([, one], [, other]) => other - one);
  const rest = counts.slice(MOST_ISSUERS).reduce((sum, [, value]) => sum + value, 0);
  return { kind: "bars", lying: true, bars: [...counts.slice(0, MOST_ISSUERS).map(([name, value]) => ({ name, value })), ...rest > 0 ? [{ name: OTHER_NAMES, value: rest }] : []] };
}

/** Days that the hosts' certificates are still good at `now` (milliseconds since the epoch): a bar for each bound, named by its place, the last for what lies beyond. */
export function expiries(hosts: readonly HostStrength[], now: number): BarsPicture {
  const values = Array.from({ length: EXPIRY_BOUNDS.length + 1 }, () => 0);
  for (const { notAfter } of hosts) {
    if (notAfter === null) continue;
    const days = (notAfter - now) / DAY;
    const bar = EXPIRY_BOUNDS.findIndex((bound) => days <= bound);
    const place = bar < 0 ? EXPIRY_BOUNDS.length : bar;
    values[place] = (values[place] ?? 0) + 1;
  }
  return { kind: "bars", lying: false, bars: values.map((value, place) => ({ name: String(place), value })) };
}

function countBy(hosts: readonly HostStrength[], name: (host: HostStrength) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(name(host), (counts.get(name(host)) ?? 0) + 1);
  return counts;
}
