import type { HostMemory, KeyMemory, ReadBy } from "./host-memory.ts";

/** Somebody who read connections, by the CA that signed for the sites. JSON; times in milliseconds since the epoch. */
export interface Reader {
  /** The id of its root: SHA-256 of the key in hex, or what stands for it. */
  root: string;
  /** Hostile text. */
  name: string;
  /** The product whose name the CA bears. */
  label: string | null;
  verdict: ReadBy["verdict"];
  firstSeen: number;
  lastSeen: number;
  /** When a site that it had signed for was last met without it, and it never since; null: nothing shows that it is gone. */
  gone: number | null;
  /** The site met last stands first. */
  sites: ReadSite[];
}

/** A host and port whose connections somebody read. */
export interface ReadSite {
  host: string;
  port: number;
  firstSeen: number;
  lastSeen: number;
  /** Nothing was seen of it before. */
  wasFirst: boolean;
  /** When it was last met with a certificate of a public CA, after that; null: never. */
  freeSince: number | null;
}

/**
 * Who read connections, as far as is remembered of hosts: each CA that was judged to at one of them, with all that it signed for. The
 * one met last stands first.
 */
export function readersIn(memories: readonly HostMemory[]): Reader[] {
  const judged = new Map<string, Pick<Reader, "label" | "verdict">>();
  for (const { keys } of memories) {
    for (const { root, read } of keys) {
      if (read === undefined) continue;
      const known = judged.get(root.id);
      judged.set(root.id, { verdict: known?.verdict === "known" ? "known" : read.verdict, label: read.label ?? known?.label ?? null });
    }
  }
  return [...judged].map(([id, reading]) => readerOf(id, reading, memories)).sort((one, other) => other.lastSeen - one.lastSeen);
}

/** Whether a CA was judged to read what passes, by a host's memory. */
export function isRead({ read, trust }: KeyMemory): boolean {
  return read !== undefined && trust !== "public";
}

function readerOf(id: string, reading: Pick<Reader, "label" | "verdict">, memories: readonly HostMemory[]): Reader {
  let name = "";
  const sites = memories.flatMap((memory): ReadSite[] => {
    const own = memory.keys.filter(({ root, trust }) => root.id === id && trust !== "public");
    if (own.length === 0) return [];
    name = own.at(-1)?.root.name ?? name;
    const firstSeen = Math.min(...own.map((each) => each.firstSeen));
    const lastSeen = Math.max(...own.map((each) => each.lastSeen));
    const free = Math.max(...memory.keys.filter(({ trust }) => trust === "public").map((each) => each.lastSeen));
    return [{ host: memory.host, port: memory.port, firstSeen, lastSeen, wasFirst: firstSeen <= memory.firstSeen, freeSince: free > lastSeen ? free : null }];
  }).sort((one, other) => other.lastSeen - one.lastSeen);
  const lastSeen = Math.max(...sites.map((site) => site.lastSeen));
  const free = Math.max(...sites.map(({ freeSince }) => freeSince ?? Number.NEGATIVE_INFINITY));
  return { root: id, name, ...reading, firstSeen: Math.min(...sites.map((site) => site.firstSeen)), lastSeen, gone: free > lastSeen ? free : null, sites };
}
