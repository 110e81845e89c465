import type { RatingProfile } from "../profile/profile.ts";

/**
 * The SSL Server Rating Guide gives letters and calls none of them a failure; A- and better are its "A" range. That is what
 * passes here.
 */
export const sslLabs2009r: RatingProfile = {
  id: "ssl-labs-2009r",
  citation: { document: "SSL Server Rating Guide", section: "2009r", url: "https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide" },
  grades: ["A+", "A", "A-"],
  unseen: ["versions", "suites", "preference", "probes"],
};
