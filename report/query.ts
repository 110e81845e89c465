import type { HostStrength } from "../src/core/history/strength.ts";
import type { HostRows } from "./host-rows.ts";
import { GRADES } from "../src/core/rating/letters.ts";

/** What of the hosts is to be shown, and in which order. "": all. */
export interface Query {
  search: string;
  grade: string;
  version: string;
  anchor: string;
  postQuantum: "" | "yes" | "no" | typeof UNKNOWN_CHOICE;
  expiry: "" | "expired" | `${number}`;
  interception: "" | HostStrength["interception"];
  by: Column;
  descending: boolean;
}

/** Stands for a grade or version that is not known. */
export const UNKNOWN_CHOICE = "unknown";

export const COLUMNS = ["host", "grade", "version", "suite", "group", "expiry", "issuer", "anchor", "seen"] as const;
export type Column = (typeof COLUMNS)[number];

export const EVERYTHING: Query = { search: "", grade: "", version: "", anchor: "", postQuantum: "", expiry: "", interception: "", by: "host", descending: false };

const GRADE_PLACES: ReadonlyMap<string, number> = new Map(GRADES.map((grade, place) => [grade, place]));
/** Days within which a certificate expires, to choose from. */
export const EXPIRIES = [7, 30, 90] as const;

const DAY = 86_400_000;
/** The key of what is not known. */
const LAST = 2 ** 32 - 1;
const DIGIT = 2 ** 16;

/** Places (in `rows.hosts`) of the hosts that the query asks for, in its order; what is not known stands last. `now`: milliseconds since the epoch. */
export function select(rows: HostRows, query: Query, now: number): Uint32Array {
  const wanted = matcher(rows, query, now);
  const found = new Uint32Array(rows.hosts.length);
  let count = 0;
  for (let i = 0; i < rows.hosts.length; i += 1) {
    if (!wanted(i)) continue;
    found[count] = i;
    count += 1;
  }
  const places = found.subarray(0, count);
  // They come in the order of their names.
  if (query.by === "host") return query.descending ? places.reverse() : places;
  const keyOf = keysOf(rows, query.by);
  const keys = new Uint32Array(rows.hosts.length);
  for (const place of places) {
    const key = keyOf(place);
    keys[place] = key === LAST || !query.descending ? key : LAST - 1 - key;
  }
  return byDigit(byDigit(places, (place) => (keys[place] ?? 0) % DIGIT), (place) => Math.floor((keys[place] ?? 0) / DIGIT));
}

/** One pass of a radix sort, which leaves equals in their order: tens of thousands are sorted within a frame. */
function byDigit(places: Uint32Array, digit: (place: number) => number): Uint32Array {
  const starts = new Uint32Array(DIGIT + 1);
  for (const place of places) starts[digit(place) + 1] = (starts[digit(place) + 1] ?? 0) + 1;
  for (let i = 1; i <= DIGIT; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const sorted = new Uint32Array(places.length);
  for (const place of places) {
    const own = digit(place);
    const start = starts[own] ?? 0;
    sorted[start] = place;
    starts[own] = start + 1;
  }
  return sorted;
}

function matcher({ hosts, names }: HostRows, query: Query, now: number): (index: number) => boolean {
  const search = query.search.trim().toLowerCase();
  const until = query.expiry === "" ? undefined : query.expiry === "expired" ? now : now + Number(query.expiry) * DAY;
  return (index) => {
    if (search !== "" && names[index]?.includes(search) !== true) return false;
    const host = hosts[index];
    if (host === undefined) return false;
    if (query.grade !== "" && (host.grade ?? UNKNOWN_CHOICE) !== query.grade) return false;
    if (query.version !== "" && (host.version ?? UNKNOWN_CHOICE) !== query.version) return false;
    if (query.anchor !== "" && host.anchor?.name !== query.anchor) return false;
    if (query.postQuantum !== "" && (host.postQuantum === null ? UNKNOWN_CHOICE : host.postQuantum ? "yes" : "no") !== query.postQuantum) return false;
    if (query.interception !== "" && host.interception !== query.interception) return false;
    if (until === undefined) return true;
    // Expired is expired: what expires soon is still good.
    return host.notAfter !== null && host.notAfter <= until && (query.expiry === "expired" || host.notAfter > now);
  };
}

/** A whole number below LAST - 1 for each host, by the column; LAST where nothing is known. */
function keysOf({ hosts, columns }: HostRows, by: Exclude<Column, "host">): (index: number) => number {
  switch (by) {
    case "grade":
      return (index) => orLast(GRADE_PLACES.get(hosts[index]?.grade ?? "") ?? -1);
    case "expiry":
      return (index) => minutes(hosts[index]?.notAfter);
    case "seen":
      return (index) => minutes(hosts[index]?.lastSeen);
    default:
      return columns[by].ranks(LAST);
  }
}

function orLast(place: number): number {
  return place < 0 ? LAST : place;
}

/** A certificate may be good until the year 9999. */
function minutes(time: number | null | undefined): number {
  return time === null || time === undefined ? LAST : Math.min(LAST - 1, Math.max(0, Math.floor(time / 60_000)));
}
