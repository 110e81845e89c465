import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, GENERALIZED_TIME } from "./lint/times.ts";

/** Time in another zone. */
export const generalizedTimeNotZulu: CertificateRule = {
  id: "certificate/generalized-time-not-zulu",
  severity: "error",
  citation: rfc(5280, "4.1.2.5.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_generalized_time_not_in_zulu"],
  check: (c) => when(timesOf(c).some(({ tag, text }) => tag === GENERALIZED_TIME && !text.endsWith("Z"))),
};
