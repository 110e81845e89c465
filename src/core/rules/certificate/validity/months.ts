import { isExtendedValidation, isSubscriber, namesOnion } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";
import { exceedsMonths } from "../lint/times.ts";

interface Months extends RuleRow {
  of: (facts: CertificateFacts) => boolean;
  most: number;
}

/** For how many months by the calendar a certificate may be valid. */
export const MONTHS = family<Months>([
  {
    id: "certificate/ev-validity-too-long", severity: "error", citation: evGuidelines("9.4"),
    binds: "public-cas", effective: { until: "2018-03-02" }, sameAs: ["zlint:e_ev_valid_time_too_long"], of: isExtendedValidation, most: 27,
  },
  {
    id: "certificate/onion-validity-too-long", severity: "error", citation: evGuidelines("Appendix F"),
    binds: "public-cas", effective: { from: "2015-05-01" }, sameAs: ["zlint:e_onion_subject_validity_time_too_large"], of: namesOnion, most: 15,
  },
], (c, { of, most }) => when(isSubscriber(c) && of(c) && exceedsMonths(c, most)));
