import { isWellKnownSite } from "../registry/well-known-sites.ts";
import type { HostMemory } from "./host-memory.ts";
import { madeFor, type MadeFor } from "./made-for.ts";
import type { Seen } from "./seen.ts";

/** Sites, and keys, that are remembered; those seen longest ago go first. */
const MAX_SITES = 2000;
const MAX_KEYS = 2000;
const MAX_HOSTS_OF_A_KEY = 50;
/** The sites seen last: whether a CA signs all that this browser sees shows in these, whatever was before a proxy. */
const LATEST = 50;
const MINUTE = 60_000;
/** What was made in one go lies closer together. Milliseconds. */
const TOGETHER = 5000;

/** Sites that one CA signed for, of those seen last. */
export interface AuthoritySites {
  /** All sites of the session whose chain ended at it when they were last seen. */
  sites: string[];
  /** Of the latest sites, how many of how many. */
  latest: number;
  latestTotal: number;
}

/** Sites that had, or are known to have, public certificates, and that a CA signs for that is none. */
export interface TakenSites {
  /** Sites that everyone knows. */
  wellKnown: number;
  /** Hosts that were seen with public certificates. */
  once: number;
}

/** Public hosts, and public names at local addresses: devices under local names sign for themselves. */
function counts({ place, trust }: Pick<Seen, "place" | "trust">): boolean {
  return trust !== "unknown" && (place === "public" || (place === "public-name-local-address" && trust !== "public"));
}

/** What a session has shown across hosts. */
export class SessionMemory {
  /** Site → CA; the site seen last stands last. */
  readonly #sites = new Map<string, { root: string; isPublic: boolean }>();
  /** Hosts that public CAs vouched for. */
  readonly #public = new Map<string, true>();
  /** CA → site → why it should have had a public certificate. */
  readonly #taken = new Map<string, Map<string, "well-known" | "once">>();
  /** CA → site → a certificate that began whole days before its first sight. */
  readonly #made = new Map<string, Map<string, MadeFor & { notBefore: number }>>();
  /** CAs that were judged to read what passes, and the product of each. */
  readonly #readers = new Map<string, string | null>();
  /** Leaf → when it was first seen. */
  readonly #leaves = new Map<string, number>();
  /** Key → host → site. */
  readonly #keys = new Map<string, Map<string, string>>();

  /** Remembers a connection. `site` as siteOf gives it. */
  see(seen: Seen, site: string): void {
    if (!counts(seen)) return;
    this.#noteCa(seen, site);
    this.#sites.delete(site);
    this.#sites.set(site, { root: seen.root.id, isPublic: seen.trust === "public" });
    trim(this.#sites, MAX_SITES);
    const hosts = this.#keys.get(seen.key) ?? new Map<string, string>();
    this.#keys.delete(seen.key);
    this.#keys.set(seen.key, hosts.set(seen.host, site));
    trim(hosts, MAX_HOSTS_OF_A_KEY);
    trim(this.#keys, MAX_KEYS);
  }

  /** Sites whose chains end at a CA, by its id. `here`: a site that does now, and of which the session need not know yet. */
  sitesOf(root: string, here?: string): AuthoritySites {
    const all = [...this.#sites].filter(([site]) => site !== here);
    if (here !== undefined) all.push([here, { root, isPublic: false }]);
    const latest = all.slice(-LATEST);
    const of = (entries: typeof all): string[] => entries.filter(([, site]) => site.root === root).map(([site]) => site);
    return { sites: of(all), latest: of(latest).length, latestTotal: latest.length };
  }

  /** Takes over what is remembered of a host from before this session; what the session has seen itself counts before it. */
  recall({ host, place, keys }: HostMemory, site: string): void {
    const latest = keys.at(-1);
    if (latest === undefined) return;
    for (const { root, read } of keys) if (read !== undefined) this.noteReader(root.id, read.label);
    if (keys.some(({ trust }) => trust === "public")) this.knowPublic(host);
    const { trust, root, key, leaf, firstSeen } = latest;
    if (!counts({ place, trust })) return;
    if (!this.#sites.has(site)) this.#sites.set(site, { root: root.id, isPublic: trust === "public" });
    trim(this.#sites, MAX_SITES);
    const hosts = this.#keys.get(key) ?? new Map<string, string>();
    this.#keys.set(key, hosts.set(host, site));
    trim(this.#keys, MAX_KEYS);
    if (!this.#leaves.has(leaf)) this.#leaves.set(leaf, firstSeen);
    trim(this.#leaves, MAX_KEYS);
    this.#noteTaken({ host, trust, root }, site);
  }

  /** Remembers that a CA reads what passes. `root`: its id; `label`: the product whose name it bears. */
  noteReader(root: string, label: string | null): void {
    this.#readers.set(root, label ?? this.#readers.get(root) ?? null);
    trim(this.#readers, MAX_KEYS);
  }

  /** Whether a CA, by its id, was judged to read what passes. */
  isReader(root: string): boolean {
    return this.#readers.has(root);
  }

  /** The product of such a CA; null: none that is known. */
  readerLabel(root: string): string | null {
    return this.#readers.get(root) ?? null;
  }

  /** Whether public CAs vouched for a host in this session. */
  wasPublic(host: string): boolean {
    return this.#public.has(host);
  }

  /** Remembers that public CAs vouched for a host before this session. */
  knowPublic(host: string): void {
    this.#public.set(host, true);
    trim(this.#public, MAX_SITES);
  }

  /** Sites but `here` that a CA has no right to and signs for. */
  takenBy(root: string, here: string): TakenSites {
    const why = [...this.#taken.get(root) ?? []].filter(([site]) => site !== here).map(([, reason]) => reason);
    return { wellKnown: why.filter((each) => each === "well-known").length, once: why.filter((each) => each === "once").length };
  }

  /**
   * Whether a CA's certificate for another site began as long before its first sight, to a minute. Certificates that were made
   * together do not count: their dates do not follow the visits.
   */
  madeAlike(root: string, made: MadeFor, notBefore: number, here: string): boolean {
    return [...this.#made.get(root) ?? []].some(([site, other]) =>
      site !== here && other.days === made.days && Math.abs(other.rest - made.rest) < MINUTE && Math.abs(other.notBefore - notBefore) >= TOGETHER);
  }

  /** When a leaf was first seen, milliseconds since the epoch; undefined: never in this session. */
  firstSight(leaf: string): number | undefined {
    return this.#leaves.get(leaf);
  }

  #noteCa(seen: Seen, site: string): void {
    const { host, trust, root, leaf, time, notBefore } = seen;
    if (trust === "public") {
      this.knowPublic(host);
      return;
    }
    if (!this.#leaves.has(leaf)) {
      this.#leaves.set(leaf, time);
      trim(this.#leaves, MAX_KEYS);
      const made = madeFor(seen);
      if (made !== undefined && notBefore !== null) {
        const ofCa = this.#made.get(root.id) ?? new Map<string, MadeFor & { notBefore: number }>();
        this.#made.set(root.id, ofCa.set(site, { ...made, notBefore }));
        trim(ofCa, MAX_HOSTS_OF_A_KEY);
        trim(this.#made, MAX_KEYS);
      }
    }
    this.#noteTaken(seen, site);
  }

  /** Remembers a site that a private CA has no right to. */
  #noteTaken({ host, trust, root }: Pick<Seen, "host" | "trust" | "root">, site: string): void {
    if (trust !== "private") return;
    const reason = isWellKnownSite(host) ? "well-known" : this.wasPublic(host) ? "once" : undefined;
    if (reason === undefined) return;
    const taken = this.#taken.get(root.id) ?? new Map<string, "well-known" | "once">();
    this.#taken.set(root.id, taken.set(site, reason));
    trim(taken, MAX_HOSTS_OF_A_KEY);
    trim(this.#taken, MAX_KEYS);
  }

  /** Hosts that showed a key, and the site of each. */
  hostsOf(key: string): ReadonlyMap<string, string> {
    return this.#keys.get(key) ?? new Map<string, string>();
  }

  /**
   * A text that changes when what is said of a connection because of other hosts may change; "" for what other hosts do
   * not bear on.
   */
  stateOf(seen: Pick<Seen, "root" | "trust" | "key" | "place">): string {
    if (!counts(seen)) return "";
    const hosts = this.hostsOf(seen.key).size;
    if (seen.trust === "public") return hosts > 1 ? String(hosts) : "";
    const { sites, latest, latestTotal } = this.sitesOf(seen.root.id);
    const { wellKnown, once } = this.takenBy(seen.root.id, "");
    return [sites.length, latest, latestTotal, hosts, wellKnown, once].join();
  }
}

function trim(map: Map<string, unknown>, bound: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= bound) return;
    map.delete(oldest);
  }
}
