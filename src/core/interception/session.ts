import type { Seen } from "./seen.ts";

/** Sites, and keys, that are remembered; those seen longest ago go first. */
const MAX_SITES = 2000;
const MAX_KEYS = 2000;
const MAX_HOSTS_OF_A_KEY = 50;
/** The sites seen last: whether a CA signs all that this browser sees shows in these, whatever was before a proxy. */
const LATEST = 50;

/** Sites that one CA signed for, of those seen last. */
export interface AuthoritySites {
  /** All sites of the session whose chain ended at it when they were last seen. */
  sites: string[];
  /** Of the latest sites, how many of how many. */
  latest: number;
  latestTotal: number;
}

/** What a session has shown across hosts. Public hosts alone: local devices sign for themselves. */
export class SessionMemory {
  /** Site → CA; the site seen last stands last. */
  readonly #sites = new Map<string, { root: string; isPublic: boolean }>();
  /** Key → host → site. */
  readonly #keys = new Map<string, Map<string, string>>();

  /** Remembers a connection. `site` as siteOf gives it. */
  see(seen: Seen, site: string): void {
    if (seen.place !== "public" || seen.trust === "unknown") return;
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

  /** Hosts that showed a key, and the site of each. */
  hostsOf(key: string): ReadonlyMap<string, string> {
    return this.#keys.get(key) ?? new Map<string, string>();
  }

  /**
   * A text that changes when what is said of a connection because of other hosts may change; "" for what other hosts do
   * not bear on.
   */
  stateOf(seen: Pick<Seen, "root" | "trust" | "key" | "place">): string {
    if (seen.place !== "public") return "";
    const hosts = this.hostsOf(seen.key).size;
    if (seen.trust === "public") return hosts > 1 ? String(hosts) : "";
    const { sites, latest, latestTotal } = this.sitesOf(seen.root.id);
    return [sites.length, latest, latestTotal, hosts].join();
  }
}

function trim(map: Map<string, unknown>, bound: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= bound) return;
    map.delete(oldest);
  }
}
