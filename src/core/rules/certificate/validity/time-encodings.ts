import type { Time } from "../../../x509/der/time.ts";
import { rfc } from "../lint/citations.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";
import { GENERALIZED_TIME, timesOf, UTC_TIME } from "../lint/times.ts";

interface TimeEncoding extends RuleRow {
  tag: number;
  bad: (time: Time) => boolean;
}

const isNotZulu = ({ text }: Time): boolean => !text.endsWith("Z");

/** How notBefore and notAfter are written. */
export const TIME_ENCODINGS = family<TimeEncoding>([
  {
    id: "certificate/generalized-time-fraction", severity: "error", citation: rfc(5280, "4.1.2.5.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_generalized_time_includes_fraction_seconds"], tag: GENERALIZED_TIME, bad: ({ text }) => text.replace(/Z$|[+-][0-9]{4}$/, "").length > 14,
  },
  {
    id: "certificate/generalized-time-no-seconds", severity: "error", citation: rfc(5280, "4.1.2.5.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_generalized_time_does_not_include_seconds"], tag: GENERALIZED_TIME, bad: ({ text }) => text.replace(/[.,][0-9]*/, "").replace(/Z$|[+-][0-9]{4}$/, "").length < 14,
  },
  {
    id: "certificate/generalized-time-not-zulu", severity: "error", citation: rfc(5280, "4.1.2.5.2"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_generalized_time_not_in_zulu"], tag: GENERALIZED_TIME, bad: isNotZulu,
  },
  {
    id: "certificate/time-type", severity: "error", citation: rfc(5280, "4.1.2.5"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_wrong_time_format_pre2050"], tag: GENERALIZED_TIME, bad: ({ milliseconds }) => milliseconds !== undefined && milliseconds < Date.UTC(2050, 0, 1),
  },
  {
    id: "certificate/utc-time-no-seconds", severity: "error", citation: rfc(5280, "4.1.2.5.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_utc_time_does_not_include_seconds"], tag: UTC_TIME, bad: ({ text }) => text.length !== 13 && text.length !== 17,
  },
  {
    id: "certificate/utc-time-not-zulu", severity: "error", citation: rfc(5280, "4.1.2.5.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_utc_time_not_in_zulu"], tag: UTC_TIME, bad: isNotZulu,
  },
], (c, { tag, bad }) => when(!c.timesArePlain && timesOf(c).some((time) => time.tag === tag && bad(time))));
