import type { EvidenceSource } from "../evidence-source.ts";

/** Somebody elsewhere saw other keys at this host and port, and never this one. */
export const otherVantageEvidence: EvidenceSource = {
  id: "other-vantage",
  excused: true,
  restsOnRoot: true,
  look({ seen: { key, leaf, trust }, around: { elsewhere }, exposed }) {
    if (!exposed || trust === "unknown" || elsewhere === undefined || elsewhere.keys.length === 0 || elsewhere.keys.includes(key)) return undefined;
    // Public both here and there: sites have several certificates, and new ones.
    const weight = elsewhere.publicAnchor && trust !== "public" ? 45 : 5;
    return { weight, params: [String(elsewhere.keys.length), elsewhere.time?.slice(0, 10) ?? "?"], certificates: [leaf] };
  },
};
