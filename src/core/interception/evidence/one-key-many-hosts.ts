import { matchesServerName } from "../../chain/server-name.ts";
import type { EvidenceSource } from "../evidence-source.ts";

/** Sites, this one included, that share a key; two may be one owner's. */
const FEW = 3;

/**
 * One leaf key for sites that have nothing to do with each other, and that this certificate does not name together:
 * a hosting service's shared certificate names them all.
 */
export const oneKeyManyHostsEvidence: EvidenceSource = {
  id: "one-key-many-hosts",
  excused: true,
  look({ seen: { host, place, trust, key, leaf }, around: { session }, siteOf, facts }) {
    if (place !== "public" || session === undefined || trust === "unknown") return undefined;
    const names = (other: string): boolean => facts.leaf?.read((certificate) => matchesServerName(certificate, other)) === true;
    const others = [...session.hostsOf(key)].filter(([other]) => other !== host && !names(other));
    const sites = new Set([siteOf(host), ...others.map(([, site]) => site)]);
    if (sites.size < FEW) return undefined;
    // A public CA saw each owner ask: then it is one server that serves them all.
    return { weight: trust === "public" ? 5 : 40, params: [String(sites.size), [...sites].slice(0, 3).join(", ")], certificates: [leaf] };
  },
};
