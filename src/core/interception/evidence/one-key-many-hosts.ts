import { matchesServerName } from "../../chain/server-name.ts";
import type { EvidenceSource } from "../evidence-source.ts";

/** A few sites may be one owner's, on one server. */
const FEW = 2;
const MANY = 3;

/**
 * One leaf key for sites that have nothing to do with each other, and that this certificate does not name together:
 * a hosting service's shared certificate names them all.
 */
export const oneKeyManyHostsEvidence: EvidenceSource = {
  id: "one-key-many-hosts",
  excused: true,
  look({ seen: { host, trust, key, leaf }, around: { session }, siteOf, facts, exposed, named }) {
    if (!exposed || !named || session === undefined || trust === "unknown") return undefined;
    const names = (other: string): boolean => facts.leaf?.read((certificate) => matchesServerName(certificate, other)) === true;
    const others = [...session.hostsOf(key)].filter(([other]) => other !== host && !names(other));
    const sites = new Set([siteOf(host), ...others.map(([, site]) => site)]);
    if (sites.size < (trust === "private" ? FEW : MANY)) return undefined;
    // A public CA saw each owner ask: then it is one server that serves them all. A company's server may do so under its own CA.
    const weight = trust === "public" ? 5 : trust === "private" ? 15 : 40;
    return { weight, params: [String(sites.size), [...sites].slice(0, 3).join(", ")], certificates: [leaf] };
  },
};
