import { isWellKnownSite } from "../registry/well-known-sites.ts";
import type { Seen } from "./seen.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Whether a host must have a public certificate. A local address excuses a private one for a name that was always local here; not for
 * a site that everyone knows, one that public CAs vouched for before, and not for sites of several owners under one issuer: whoever
 * answers for them all in this network is no server of theirs.
 */
export function isExposed(seen: Pick<Seen, "host" | "place" | "trust" | "root">, { memory, session, companion }: Surroundings, siteOf: (host: string) => string): boolean {
  if (seen.place === "public") return true;
  if (seen.place !== "public-name-local-address" || seen.trust === "public") return false;
  if (isWellKnownSite(seen.host) || companion?.publicAnchor === true || session?.wasPublic(seen.host) === true) return true;
  if (memory?.keys.some(({ trust }) => trust === "public") === true) return true;
  return seen.trust === "private" && session !== undefined && session.sitesOf(seen.root.id, siteOf(seen.host)).sites.length > 1;
}
