import type { EvidenceSource } from "../evidence-source.ts";

/** The chain of a public name ends at a root that no public program ships: somebody added it to this browser or machine. */
export const privateAnchorEvidence: EvidenceSource = {
  id: "private-anchor",
  excused: true,
  look({ seen: { place, trust, root, anchor } }) {
    if (place !== "public" || trust !== "private") return undefined;
    return { weight: 30, params: [root.name], certificates: anchor === null ? [] : [anchor] };
  },
};
