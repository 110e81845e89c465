import type { EvidenceSource } from "../evidence-source.ts";

/** Sites, this one included, from which on a CA signs for too many that have nothing to do with each other. */
const FEW = 3;
/** From as many on it is no company's handful of domains, whatever else is seen. */
const MANY = 8;
/** Of the sites seen last: who signs as many of them signs everything. */
const MOST = 0.5;

/** One CA that is not public signs for sites that have nothing to do with each other. */
export const oneIssuerManySitesEvidence: EvidenceSource = {
  id: "one-issuer-many-sites",
  excused: true,
  look({ seen: { host, place, trust, root, leaf, issuer, key }, around: { session }, siteOf }) {
    if (place !== "public" || (trust !== "private" && trust !== "untrusted") || session === undefined) return undefined;
    // A certificate that signed itself is nobody's but its host's; one key over many hosts is evidence of its own.
    if (issuer.id === key) return undefined;
    const { sites: { length: count }, latest, latestTotal } = session.sitesOf(root.id, siteOf(host));
    if (count < FEW) return undefined;
    const everywhere = count >= MANY || latest / latestTotal >= MOST;
    return { weight: everywhere ? 45 : 25, params: [root.name, String(latest), String(latestTotal), String(count)], certificates: [leaf] };
  },
};
