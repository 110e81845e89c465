import type { EvidenceSource } from "../evidence-source.ts";

const DAY = 86_400_000;

/** The browser trusts the end of the chain and does not say why; it stands in no list of the roots that browsers ship. */
export const unlistedRootEvidence: EvidenceSource = {
  id: "unlisted-root",
  excused: true,
  restsOnRoot: true,
  look({ seen, facts: { listedAnchor }, exposed, around: { memory } }) {
    if (seen.trust !== "private" || listedAnchor === undefined) return undefined;
    const weight = exposed ? listedAnchor.sure ? 30 : 25 : firstLocalWeight(seen, memory);
    if (weight === undefined) return undefined;
    return { weight, params: [seen.root.name, listedAnchor.date], certificates: seen.anchor === null ? [] : [seen.anchor] };
  },
};

/** A public name at a local address under a root that somebody added: worth a word on its first day, while nobody knows that it always was so. */
export function firstLocalWeight({ place, time }: { place: string; time: number }, memory: { firstSeen: number } | null | undefined): number | undefined {
  if (place !== "public-name-local-address" || memory === undefined) return undefined;
  return memory === null || time - memory.firstSeen < DAY ? 10 : undefined;
}
