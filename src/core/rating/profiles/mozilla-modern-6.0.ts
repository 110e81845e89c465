import { ECDSA_SHA2, type RatingProfile } from "../profile/profile.ts";
import { MOZILLA_TLS13_SUITES, MOZILLA_GROUPS, mozilla } from "../profile/mozilla-6.0.ts";

export const mozillaModern: RatingProfile = {
  id: "mozilla-modern-6.0",
  citation: mozilla("Modern compatibility"),
  trusted: true,
  versions: ["TLS 1.3"],
  suites: new Set(MOZILLA_TLS13_SUITES),
  groups: { allowed: MOZILLA_GROUPS },
  keys: [{ type: "EC", curves: ["P-256", "P-384"] }],
  signatures: { of: "leaf", algorithms: new Set(ECDSA_SHA2) },
  lifespan: { most: 90 },
  hstsSeconds: 63_072_000,
  unseen: ["versions", "suites", "preference", "stapling"],
};
