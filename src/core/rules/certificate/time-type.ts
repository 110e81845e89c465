import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, GENERALIZED_TIME } from "./lint/times.ts";

/** Time before 2050 as GeneralizedTime. */
export const timeType: CertificateRule = {
  id: "certificate/time-type",
  severity: "error",
  citation: rfc(5280, "4.1.2.5"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_wrong_time_format_pre2050"],
  check: (c) => when(timesOf(c).some(({ tag, milliseconds }) => tag === GENERALIZED_TIME && milliseconds !== undefined && milliseconds < Date.UTC(2050, 0, 1))),
};
