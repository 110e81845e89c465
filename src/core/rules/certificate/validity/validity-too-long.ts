import { isSubscriber, isServerAuth } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import type { CertificateRule } from "../lint/rule.ts";
import { validitySeconds } from "../lint/times.ts";

// Newest first. 39 months are three years and three months: at most 1,188 days.
const LIMITS: readonly { from: number; days: number }[] = [
  { from: Date.UTC(2029, 2, 15), days: 47 },
  { from: Date.UTC(2027, 2, 15), days: 100 },
  { from: Date.UTC(2026, 2, 15), days: 200 },
  { from: Date.UTC(2020, 8, 1), days: 398 },
  { from: Date.UTC(2018, 2, 1), days: 825 },
  { from: Date.UTC(2015, 3, 1), days: 1188 },
];

const DAY = 86_400_000;

// How zlint counts: months by the calendar, days with or without the last second. `last` is the last moment that is allowed.
const LINTS: readonly { name: string; from: number; subscribers: boolean; last: (notBefore: number) => number }[] = [
  { name: "zlint:e_sub_cert_valid_time_longer_than_39_months", from: Date.UTC(2016, 6, 2), subscribers: true, last: (notBefore) => {
    const date = new Date(notBefore);
    return date.setUTCMonth(date.getUTCMonth() + 39);
  } },
  { name: "zlint:e_sub_cert_valid_time_longer_than_825_days", from: Date.UTC(2018, 2, 2), subscribers: true, last: (notBefore) => notBefore + 825 * DAY },
  { name: "zlint:e_tls_server_cert_valid_time_longer_than_398_days", from: Date.UTC(2020, 8, 1), subscribers: false, last: (notBefore) => notBefore + 398 * DAY - 1000 },
];

/** The certificate is valid for too long. */
export const validityTooLong: CertificateRule = {
  id: "certificate/validity-too-long",
  severity: "error",
  citation: baselineRequirements("6.3.2"),
  weighs: true,
  binds: "public-cas",
  sameAs: ["zlint:e_sub_cert_valid_time_longer_than_39_months", "zlint:e_sub_cert_valid_time_longer_than_825_days", "zlint:e_tls_server_cert_valid_time_longer_than_398_days"],
  check: (c) => {
    const { notBefore, notAfter } = c;
    if (notBefore === undefined || notAfter === undefined || c.isCa || !isServerAuth(c)) return [];
    const limit = LIMITS.find(({ from }) => notBefore >= from);
    const days = Math.ceil(validitySeconds(c) / 86_400);
    const sameAs = LINTS.filter(({ from, subscribers, last }) =>
      notBefore >= from && (!subscribers || isSubscriber(c)) && notAfter > last(notBefore)).map(({ name }) => name);
    return limit !== undefined && (days > limit.days || sameAs.length > 0) ? [{ params: [String(days), String(limit.days)], sameAs }] : [];
  },
};
