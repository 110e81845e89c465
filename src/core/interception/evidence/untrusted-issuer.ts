import type { EvidenceSource } from "../evidence-source.ts";

/** Nobody trusts the end of a public name's chain. An interceptor whose root was never installed looks so, and so does a mistake. */
export const untrustedIssuerEvidence: EvidenceSource = {
  id: "untrusted-issuer",
  excused: true,
  look({ seen: { trust, root, leaf }, exposed }) {
    return exposed && trust === "untrusted" ? { weight: 15, params: [root.name], certificates: [leaf] } : undefined;
  },
};
