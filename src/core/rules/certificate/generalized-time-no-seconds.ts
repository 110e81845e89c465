import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, GENERALIZED_TIME } from "./lint/times.ts";

/** Time without seconds. */
export const generalizedTimeNoSeconds: CertificateRule = {
  id: "certificate/generalized-time-no-seconds",
  severity: "error",
  citation: rfc(5280, "4.1.2.5.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_generalized_time_does_not_include_seconds"],
  check: (c) => when(timesOf(c).some(({ tag, text }) => tag === GENERALIZED_TIME && text.replace(/[.,][0-9]*/, "").replace(/Z$|[+-][0-9]{4}$/, "").length < 14)),
};
