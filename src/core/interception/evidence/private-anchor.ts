import type { EvidenceSource } from "../evidence-source.ts";
import { firstLocalWeight } from "./unlisted-root.ts";

/** The chain of a public name ends at a root that no public program ships: somebody added it to this browser or machine. */
export const privateAnchorEvidence: EvidenceSource = {
  id: "private-anchor",
  excused: true,
  restsOnRoot: true,
  look({ seen, facts: { listedAnchor }, exposed, around }) {
    const { trust, root, anchor } = seen;
    // Where only lists say it, that is evidence of its own.
    if (trust !== "private" || listedAnchor !== undefined) return undefined;
    const weight = exposed ? 30 : firstLocalWeight(seen, around);
    if (weight === undefined) return undefined;
    return { weight, params: [root.name], certificates: anchor === null ? [] : [anchor] };
  },
};
