import { ECDSA_SHA2, type RatingProfile } from "../profile/profile.ts";
import { MOZILLA_TLS13_SUITES, MOZILLA_GROUPS, mozilla } from "../profile/mozilla-6.0.ts";

export const mozillaIntermediate: RatingProfile = {
  id: "mozilla-intermediate-6.0",
  citation: mozilla("Intermediate compatibility"),
  trusted: true,
  versions: ["TLS 1.2", "TLS 1.3"],
  suites: new Set([
    ...MOZILLA_TLS13_SUITES,
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  ]),
  groups: { allowed: MOZILLA_GROUPS },
  keys: [{ type: "EC", curves: ["P-256", "P-384"] }, { type: "RSA", leastBits: 2048 }],
  signatures: { of: "leaf", algorithms: new Set(["sha256WithRSAEncryption", ...ECDSA_SHA2]) },
  lifespan: { most: 366, recommended: 90 },
  hstsSeconds: 63_072_000,
  unseen: ["versions", "suites", "preference", "stapling"],
};
