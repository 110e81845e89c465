import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, UTC_TIME } from "./lint/times.ts";

/** Time in another zone. */
export const utcTimeNotZulu: CertificateRule = {
  id: "certificate/utc-time-not-zulu",
  severity: "error",
  citation: rfc(5280, "4.1.2.5.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_utc_time_not_in_zulu"],
  check: (c) => when(timesOf(c).some(({ tag, text }) => tag === UTC_TIME && !text.endsWith("Z"))),
};
