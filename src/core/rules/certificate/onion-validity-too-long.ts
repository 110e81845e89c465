import { isSubscriber, namesOnion } from "./lint/applies.ts";
import { evGuidelines } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { exceedsMonths } from "./lint/times.ts";

/** Onion name for too long. */
export const onionValidityTooLong: CertificateRule = {
  id: "certificate/onion-validity-too-long",
  severity: "error",
  citation: evGuidelines("Appendix F"),
  binds: "public-cas",
  effective: { from: "2015-05-01" },
  sameAs: ["zlint:e_onion_subject_validity_time_too_large"],
  check: (c) => when(isSubscriber(c) && namesOnion(c) && exceedsMonths(c, 15)),
};
