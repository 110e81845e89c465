import type { EvidenceSource } from "../evidence-source.ts";

const DAY = 86_400_000;

/** Traits of certificates that a machine makes when a connection asks for one; public CAs have none of them together. */
export const madeOnTheFlyEvidence: EvidenceSource = {
  id: "made-on-the-fly",
  excused: true,
  look({ seen: { place, trust, notBefore, leaf, time }, facts: { leaf: stored, fromCache } }) {
    if (place !== "public" || stored === undefined || notBefore === null || (trust !== "private" && trust !== "untrusted")) return undefined;
    const fresh = !fromCache && time >= notBefore && time - notBefore < DAY;
    const unlinked = stored.read(({ authorityInformationAccess, crlDistributionPoints }) => authorityInformationAccess === undefined && crlDistributionPoints === undefined);
    if (!fresh || unlinked !== true) return undefined;
    return { weight: 15, params: [String(Math.max(1, Math.round((time - notBefore) / 60_000)))], certificates: [leaf] };
  },
};
