import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { timesOf, UTC_TIME } from "./lint/times.ts";

/** Time without seconds. */
export const utcTimeNoSeconds: CertificateRule = {
  id: "certificate/utc-time-no-seconds",
  severity: "error",
  citation: rfc(5280, "4.1.2.5.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_utc_time_does_not_include_seconds"],
  check: (c) => when(timesOf(c).some(({ tag, text }) => tag === UTC_TIME && text.length !== 13 && text.length !== 17)),
};
