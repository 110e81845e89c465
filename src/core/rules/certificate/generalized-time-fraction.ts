import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, GENERALIZED_TIME } from "./lint/times.ts";

/** Time with fractions of seconds. */
export const generalizedTimeFraction: CertificateRule = {
  id: "certificate/generalized-time-fraction",
  severity: "error",
  citation: rfc(5280, "4.1.2.5.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_generalized_time_includes_fraction_seconds"],
  check: (c) => when(timesOf(c).some(({ tag, text }) => tag === GENERALIZED_TIME && text.replace(/Z$|[+-][0-9]{4}$/, "").length > 14)),
};
