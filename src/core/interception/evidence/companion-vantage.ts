import type { EvidenceSource } from "../evidence-source.ts";

/**
 * The companion was shown other keys at the address that the browser uses, and never this one: somebody reads along inside the
 * browser, or in a proxy that it alone uses. It looks from the same machine, so that a match proves nothing.
 */
export const companionVantageEvidence: EvidenceSource = {
  id: "companion-vantage",
  excused: true,
  restsOnRoot: true,
  look({ seen: { key, leaf, trust }, around: { companion } }) {
    if (trust === "unknown" || companion === undefined || companion.keys.length === 0 || companion.keys.includes(key)) return undefined;
    // Public here: sites have several certificates, and whoever reads other programs' connections does not read this one.
    const weight = trust === "public" ? 5 : companion.publicAnchor ? 45 : 20;
    return { weight, params: [String(companion.keys.length), companion.time?.slice(0, 10) ?? "?"], certificates: [leaf] };
  },
};
