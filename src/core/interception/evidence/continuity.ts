import { isSelfIssued } from "../../chain/same-name.ts";
import { changeOf, type Change } from "../continuity.ts";
import type { EvidenceContext, EvidenceHit, EvidenceId, EvidenceSource } from "../evidence-source.ts";

/** What was there before is told by its day and its CA. */
function source(id: EvidenceId, kind: Change["kind"], excused: boolean, weightOf: (context: EvidenceContext) => number, restsOnRoot = false): EvidenceSource {
  return {
    id, excused, ...(restsOnRoot ? { restsOnRoot: true } : {}),
    look(context): EvidenceHit | undefined {
      const { seen, around: { memory } } = context;
      if (memory === null || memory === undefined) return undefined;
      const change = changeOf(seen, memory);
      if (change === undefined || change.kind !== kind || change.kind === "none") return undefined;
      const { before } = change;
      return {
        weight: weightOf(context), certificates: [seen.leaf],
        params: [new Date(before.lastSeen).toISOString().slice(0, 10), before.root.name, seen.root.name, before.key],
      };
    },
  };
}

/**
 * Public CAs vouched for this host here before, and now none does. A certificate that signed itself is often a server's that was set up
 * anew; one for this very name by a CA that
 * nobody trusts was made by somebody who answers for the host.
 */
export const publicToPrivateEvidence = source("public-to-private", "public-to-private", true,
  ({ seen, facts, named }) => seen.trust === "private" || (named && facts.leaf?.read((leaf) => isSelfIssued(leaf)) === false) ? 45 : 30, true);

/** A private CA vouched for this host before, and now another private CA does. */
export const anchorReplacedEvidence = source("anchor-replaced", "anchor-replaced", true, () => 25);

/** A host without a public certificate shows another key than last time. */
export const deviceKeyChangedEvidence = source("device-key-changed", "key-changed", true, () => 30);

/** A key that had been replaced is back under another CA. */
export const keyReturnedEvidence = source("key-returned", "key-returned", true, () => 30);

/** A public CA vouches that never did here: sites change their CA, so this is a note. */
export const newPublicCaEvidence = source("new-public-ca", "new-public-ca", false, () => 5);
