import type { HostStrength } from "../src/core/history/strength.ts";

/** Few different names over many hosts: each name once, and of each host the place of its own. */
export class NameColumn {
  readonly #places = new Map<string, number>();
  /** By host: its name's place + 1; 0 where it has none. */
  readonly #ofHost: number[] = [];

  add(name: string | null): void {
    if (name === null) {
      this.#ofHost.push(0);
      return;
    }
    let place = this.#places.get(name);
    if (place === undefined) {
      place = this.#places.size + 1;
      this.#places.set(name, place);
    }
    this.#ofHost.push(place);
  }

  /** Each that occurs, in order. */
  names(): string[] {
    return [...this.#places.keys()].sort();
  }

  /** The rank of a host's name among all names in their order, by the host's index; `none` where it has none. */
  ranks(none: number): (index: number) => number {
    const ranks = [none];
    for (const [rank, name] of this.names().entries()) ranks[this.#places.get(name) ?? 0] = rank;
    return (index) => ranks[this.#ofHost[index] ?? 0] ?? none;
  }
}

/** The hosts of the report as they come in, with what searching and sorting need of each made once. */
export class HostRows {
  readonly hosts: HostStrength[] = [];
  /** Lower case, with the port where it is not 443, by index. */
  readonly names: string[] = [];
  /** Those that occur. */
  readonly grades = new Set<string>();
  /** For the order by a column, and for choices. */
  readonly columns = { version: new NameColumn(), suite: new NameColumn(), group: new NameColumn(), issuer: new NameColumn(), anchor: new NameColumn() };
  /** When the first was first seen, and when the last was. Milliseconds since the epoch; there is one. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;

  add(hosts: readonly HostStrength[]): void {
    for (const host of hosts) {
      this.hosts.push(host);
      this.first = Math.min(this.first, host.firstSeen);
      this.last = Math.max(this.last, host.lastSeen);
      this.names.push(nameOf(host).toLowerCase());
      this.columns.version.add(host.version);
      this.columns.suite.add(host.suite);
      this.columns.group.add(host.group);
      this.columns.issuer.add(host.issuer?.name ?? null);
      this.columns.anchor.add(host.anchor?.name ?? null);
      if (host.grade !== null) this.grades.add(host.grade);
    }
  }
}

/** The host with its port where that is not 443; IPv6 addresses in brackets where a port follows. */
export function nameOf({ host, port }: Pick<HostStrength, "host" | "port">): string {
  if (port === 443) return host;
  return `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}
