import type { HostStrength } from "../src/history/strength.ts";

/** The hosts of the report as they come in, with what searching and sorting need of each made once. */
export class HostRows {
  readonly hosts: HostStrength[] = [];
  /** Lower case, with the port where it is not 443, by index. */
  readonly names: string[] = [];
  /** Every version, anchor and so on that occurs, and how often. */
  readonly versions = new Map<string, number>();
  readonly anchors = new Map<string, number>();
  readonly grades = new Map<string, number>();
  /** When the first was first seen, and when the last was. Milliseconds since the epoch; there is one. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;

  add(hosts: readonly HostStrength[]): void {
    for (const host of hosts) {
      this.hosts.push(host);
      this.first = Math.min(this.first, host.firstSeen);
      this.last = Math.max(this.last, host.lastSeen);
      this.names.push(nameOf(host).toLowerCase());
      if (host.version !== null) bump(this.versions, host.version);
      if (host.anchor !== null) bump(this.anchors, host.anchor.name);
      if (host.grade !== null) bump(this.grades, host.grade);
    }
  }
}

/** The host with its port where that is not 443; IPv6 addresses in brackets where a port follows. */
export function nameOf({ host, port }: Pick<HostStrength, "host" | "port">): string {
  if (port === 443) return host;
  return `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}

function bump(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
