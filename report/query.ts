import type { HostStrength } from "../src/history/strength.ts";
import type { HostRows } from "./host-rows.ts";

/** What of the hosts is to be shown, and in which order. "": all. */
export interface Query {
  search: string;
  grade: string;
  version: string;
  anchor: string;
  postQuantum: "" | "yes" | "no" | typeof UNKNOWN;
  expiry: "" | "expired" | `${number}`;
  interception: "" | HostStrength["interception"];
  by: Column;
  descending: boolean;
}

/** Stands for a grade or version that is not known. */
export const UNKNOWN = "unknown";

export const COLUMNS = ["host", "grade", "version", "suite", "group", "expiry", "issuer", "anchor", "seen"] as const;
export type Column = (typeof COLUMNS)[number];

export const EVERYTHING: Query = { search: "", grade: "", version: "", anchor: "", postQuantum: "", expiry: "", interception: "", by: "host", descending: false };

/** Best first; T: not trusted, M: another host's certificate. */
export const GRADES: readonly string[] = ["A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T"];
/** Days within which a certificate expires, to choose from. */
export const EXPIRIES = [7, 30, 90] as const;

const DAY = 86_400_000;
/** A sort key and the place in the list together make one number that sorts without a comparison: places below this, keys below 2^53 by it. */
const PLACES = 2 ** 20;
const LAST = 2 ** 32;

/** Places (in `rows.hosts`) of the hosts that the query asks for, in its order; what is not known stands last. `now`: milliseconds since the epoch. */
export function select(rows: HostRows, query: Query, now: number): Uint32Array {
  const keys = keysOf(rows.hosts, query.by);
  const wanted = matcher(rows, query, now);
  const combined = new Float64Array(rows.hosts.length);
  let found = 0;
  for (let i = 0; i < rows.hosts.length; i += 1) {
    if (!wanted(i)) continue;
    const key = keys(i);
    combined[found] = (key === LAST ? LAST : query.descending ? LAST - 1 - key : key) * PLACES + i;
    found += 1;
  }
  const sorted = combined.subarray(0, found).sort();
  const places = new Uint32Array(found);
  for (let i = 0; i < found; i += 1) places[i] = (sorted[i] ?? 0) % PLACES;
  return places;
}

function matcher({ hosts, names }: HostRows, query: Query, now: number): (index: number) => boolean {
  const search = query.search.trim().toLowerCase();
  const until = query.expiry === "" ? undefined : query.expiry === "expired" ? now : now + Number(query.expiry) * DAY;
  return (index) => {
    if (search !== "" && names[index]?.includes(search) !== true) return false;
    const host = hosts[index];
    if (host === undefined) return false;
    if (query.grade !== "" && (host.grade ?? UNKNOWN) !== query.grade) return false;
    if (query.version !== "" && (host.version ?? UNKNOWN) !== query.version) return false;
    if (query.anchor !== "" && host.anchor?.name !== query.anchor) return false;
    if (query.postQuantum !== "" && (host.postQuantum === null ? UNKNOWN : host.postQuantum ? "yes" : "no") !== query.postQuantum) return false;
    if (query.interception !== "" && host.interception !== query.interception) return false;
    if (until === undefined) return true;
    // Expired is expired: what expires soon is still good.
    return host.notAfter !== null && host.notAfter <= until && (query.expiry === "expired" || host.notAfter > now);
  };
}

/** A whole number below LAST - 1 for each host, by the column; LAST where nothing is known. */
function keysOf(hosts: readonly HostStrength[], by: Column): (index: number) => number {
  const host = (index: number): HostStrength | undefined => hosts[index];
  switch (by) {
    // They come in the order of their names.
    case "host":
      return (index) => index;
    case "grade":
      return (index) => orLast(GRADES.indexOf(host(index)?.grade ?? ""));
    case "expiry":
      return (index) => seconds(host(index)?.notAfter);
    case "seen":
      return (index) => seconds(host(index)?.lastSeen);
    case "version":
      return ranked(hosts, ({ version }) => version);
    case "suite":
      return ranked(hosts, ({ suite }) => suite);
    case "group":
      return ranked(hosts, ({ group }) => group);
    case "issuer":
      return ranked(hosts, ({ issuer }) => issuer?.name ?? null);
    case "anchor":
      return ranked(hosts, ({ anchor }) => anchor?.name ?? null);
  }
}

/** There are few different names: they are sorted, and each host has the place of its own. */
function ranked(hosts: readonly HostStrength[], name: (host: HostStrength) => string | null): (index: number) => number {
  const names = new Set<string>();
  for (const host of hosts) {
    const own = name(host);
    if (own !== null) names.add(own);
  }
  const ranks = new Map([...names].sort((one, other) => one.localeCompare(other)).map((each, rank) => [each, rank]));
  return (index) => {
    const host = hosts[index];
    const own = host === undefined ? null : name(host);
    return own === null ? LAST : ranks.get(own) ?? LAST;
  };
}

function orLast(place: number): number {
  return place < 0 ? LAST : place;
}

function seconds(time: number | null | undefined): number {
  return time === null || time === undefined ? LAST : Math.min(LAST - 2, Math.max(0, Math.floor(time / 1000)));
}
