import type { EvidenceSource } from "../evidence-source.ts";
import type { Surroundings } from "../surroundings.ts";

const DAY = 86_400_000;

/** The browser trusts the end of the chain and does not say why; it stands in no list of the roots that browsers ship. */
export const unlistedRootEvidence: EvidenceSource = {
  id: "unlisted-root",
  excused: true,
  restsOnRoot: true,
  look({ seen, facts: { listedAnchor }, exposed, around }) {
    if (seen.trust !== "private" || listedAnchor === undefined) return undefined;
    const weight = exposed ? listedAnchor.sure ? 30 : 25 : firstLocalWeight(seen, around);
    if (weight === undefined) return undefined;
    return { weight, params: [seen.root.name, listedAnchor.date], certificates: seen.anchor === null ? [] : [seen.anchor] };
  },
};

/**
 * A public name at a local address under a root that somebody added: worth a word on its first day, while nobody knows that it always was so; and every day
 * where the memory is switched off and the session alone is known.
 */
export function firstLocalWeight({ place, time }: { place: string; time: number }, { memory, session }: Pick<Surroundings, "memory" | "session">): number | undefined {
  if (place !== "public-name-local-address") return undefined;
  if (memory === undefined) return session === undefined ? undefined : 10;
  return memory === null || time - memory.firstSeen < DAY ? 10 : undefined;
}
