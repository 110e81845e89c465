import { isWellKnownSite } from "../../registry/well-known-sites.ts";
import type { EvidenceSource } from "../evidence-source.ts";

/** A site that everyone knows, under a root that somebody added here: none of them has a private CA, and no company runs one of them. */
export const wellKnownSiteEvidence: EvidenceSource = {
  id: "well-known-site",
  excused: true,
  restsOnRoot: true,
  look({ seen: { host, trust, root, leaf }, exposed, named }) {
    if (!exposed || !named || trust !== "private" || !isWellKnownSite(host)) return undefined;
    return { weight: 40, params: [host, root.name], certificates: [leaf] };
  },
};
