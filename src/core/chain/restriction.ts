import { foldCase } from "./dns-name.ts";

/** Which anchors a host's path may end at: set by the person ("`*.corp.example` must end at this key"). */
export interface AnchorRestriction {
  /** A host name, or "*." and a domain: the hosts below it, at any depth; "*" is every host. */
  hosts: string;
  /** SHA-256 in lower-case hex, of the anchor's certificate or of its public key (SubjectPublicKeyInfo). */
  anchors: readonly string[];
}

/** The anchors that all restrictions for this host allow; undefined where none speaks of it. */
export function allowedAnchors(host: string, restrictions: readonly AnchorRestriction[]): ReadonlySet<string> | undefined {
  let allowed: Set<string> | undefined;
  for (const { hosts, anchors } of restrictions) {
    if (!coversHost(hosts, host)) continue;
    const named: ReadonlySet<string> = new Set(anchors);
    allowed = allowed ? new Set([...allowed].filter((hash) => named.has(hash))) : new Set(named);
  }
  return allowed;
}

/** Whether a pattern of hosts (see AnchorRestriction) covers a host. */
export function coversHost(pattern: string, host: string): boolean {
  const name = foldCase(host).replace(/\.$/, "");
  const wanted = foldCase(pattern);
  if (wanted === "*") return true;
  return wanted.startsWith("*.") ? name.endsWith(wanted.slice(1)) : name === wanted;
}
