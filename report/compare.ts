import type { ExportedHost } from "../src/messages/hosts.ts";

/** What differs of a host between two exports. */
export const ASPECTS = ["grade", "version", "suite", "group", "key", "issuer", "anchor"] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface Difference {
  host: string;
  port: number;
  kind: "new" | "gone" | "changed";
  /** What changed; values as they stand in the exports, null: not known there. Empty but for "changed". */
  changes: { of: Aspect; before: string | null; after: string | null }[];
}

export interface Comparison {
  differences: Difference[];
  /** Hosts that both have, and that show the same. */
  unchanged: number;
}

const KINDS: readonly Difference["kind"][] = ["changed", "new", "gone"];

/** What of the hosts of two exports differs: changed hosts first, then new ones, then those that are gone; each by name. What one of them does not know is no change. */
export function compare(before: readonly ExportedHost[], after: readonly ExportedHost[]): Comparison {
  const old = new Map(before.map((host) => [idOf(host), host]));
  const now = new Map(after.map((host) => [idOf(host), host]));
  const differences: Difference[] = [];
  let unchanged = 0;
  for (const [id, host] of now) {
    const earlier = old.get(id);
    const changes = earlier === undefined ? [] : changesOf(earlier, host);
    if (earlier === undefined) differences.push({ host: host.host, port: host.port, kind: "new", changes });
    else if (changes.length > 0) differences.push({ host: host.host, port: host.port, kind: "changed", changes });
    else unchanged += 1;
  }
  for (const [id, { host, port }] of old) if (!now.has(id)) differences.push({ host, port, kind: "gone", changes: [] });
  differences.sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.host < other.host ? -1 : one.host > other.host ? 1 : one.port - other.port));
  return { differences, unchanged };
}

function changesOf(before: ExportedHost, after: ExportedHost): Difference["changes"] {
  return ASPECTS.flatMap((of) => {
    const [was, is] = [before[of], after[of]];
    return was === null || is === null || was === is ? [] : [{ of, before: was, after: is }];
  });
}

function idOf({ host, port }: ExportedHost): string {
  return `${host} ${String(port)}`;
}
