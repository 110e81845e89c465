import { isSubscriber, isExtendedValidation } from "./lint/applies.ts";
import { evGuidelines } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { exceedsMonths } from "./lint/times.ts";

/** Extended validation for too long. */
export const evValidityTooLong: CertificateRule = {
  id: "certificate/ev-validity-too-long",
  severity: "error",
  citation: evGuidelines("9.4"),
  binds: "public-cas",
  effective: { until: "2018-03-02" },
  sameAs: ["zlint:e_ev_valid_time_too_long"],
  check: (c) => when(isExtendedValidation(c) && isSubscriber(c) && exceedsMonths(c, 27)),
};
