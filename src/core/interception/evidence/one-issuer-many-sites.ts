import { isSelfIssued } from "../../chain/same-name.ts";
import type { EvidenceSource } from "../evidence-source.ts";

/** Two sites may be one owner's; a company may have any number. With nothing else beside it this only asks. */
const TWO = 12;
const MORE = 14;
/** A CA that took the place of public ones for sites that everyone knows, or that were seen with public certificates here, signs for whatever it meets. */
const TAKES_OVER = 45;
/** One site of its own may be a company's, seen from within and from without. */
const TAKEN = 2;

/** One CA that is not public signs for sites that have nothing to do with each other. */
export const oneIssuerManySitesEvidence: EvidenceSource = {
  id: "one-issuer-many-sites",
  excused: true,
  restsOnRoot: true,
  look({ seen: { host, trust, root, leaf }, around: { session }, siteOf, facts, exposed, named }) {
    if (!exposed || !named || (trust !== "private" && trust !== "untrusted") || session === undefined) return undefined;
    // A certificate that signed itself is nobody's but its host's.
    if (facts.leaf === undefined || facts.leaf.read(isSelfIssued) !== false) return undefined;
    const site = siteOf(host);
    const { sites: { length: count }, latest, latestTotal } = session.sitesOf(root.id, site);
    if (count < 2) return undefined;
    const { wellKnown, once } = session.takenBy(root.id, site);
    const takesOver = trust === "private" && (wellKnown > 0 || once >= TAKEN);
    return { weight: takesOver ? TAKES_OVER : count > 2 ? MORE : TWO, params: [root.name, String(latest), String(latestTotal), String(count)], certificates: [leaf] };
  },
};
