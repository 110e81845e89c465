import type { EvidenceSource } from "../evidence-source.ts";
import { madeFor } from "../made-for.ts";

/** Of one certificate alone it is chance, or somebody's new one. */
const ONE = 5;
/** Two that began as many days before they were first asked for, to the minute. */
const TWO = 15;

/**
 * Made when a connection asked for it: it began whole days before it was first seen, as programs date their certificates back, or just
 * now, and says nothing of where its issuer or revocations can be looked up.
 */
export const madeOnTheFlyEvidence: EvidenceSource = {
  id: "made-on-the-fly",
  excused: true,
  look({ seen, facts: { leaf: stored, fromCache }, exposed, named, around: { session, memory }, siteOf }) {
    const { trust, leaf, host, root, time } = seen;
    if (!exposed || !named || stored === undefined || fromCache || (trust !== "private" && trust !== "untrusted")) return undefined;
    const unlinked = stored.read(({ authorityInformationAccess, crlDistributionPoints }) => authorityInformationAccess === undefined && crlDistributionPoints === undefined);
    if (unlinked !== true) return undefined;
    // A key that was seen before was not made for this connection.
    const first = Math.min(session?.firstSight(leaf) ?? time, memory?.keys.find((each) => each.leaf === leaf)?.firstSeen ?? time, time);
    const made = madeFor({ ...seen, time: first });
    if (made === undefined) return undefined;
    const again = made.days > 0 && session?.madeAlike(root.id, made, seen.notBefore ?? 0, siteOf(host)) === true;
    return { weight: again ? TWO : ONE, params: [String(made.days)], certificates: [leaf] };
  },
};
