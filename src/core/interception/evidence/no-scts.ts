import type { EvidenceSource } from "../evidence-source.ts";

/** From then on the browsers' programs asked public CAs to log all that they issue. */
const LOGGED_SINCE = Date.UTC(2018, 3, 30);

/** A public CA's certificate that no transparency log vouches for. The browser's own word counts where it has one. */
export const noSctsEvidence: EvidenceSource = {
  id: "no-scts",
  excused: false,
  look({ seen: { place, trust, notBefore, leaf }, facts: { certificateTransparency, leaf: stored } }) {
    if (place !== "public" || trust !== "public" || notBefore === null || notBefore <= LOGGED_SINCE) return undefined;
    const hit = { weight: 20, params: [], certificates: [leaf] };
    switch (certificateTransparency) {
      case "policy_compliant":
      // Timestamps there are, if too few: the certificate is in a log.
      case "policy_not_diverse_scts":
        return undefined;
      case "policy_not_enough_scts":
      case undefined: {
        const scts = stored?.read(({ signedCertificateTimestamps = [] }) => signedCertificateTimestamps.length);
        return scts === 0 ? hit : undefined;
      }
    }
  },
};
