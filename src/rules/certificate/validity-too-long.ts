import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

// Newest first. 39 months are three years and three months: at most 1,188 days.
const LIMITS: readonly { from: number; days: number }[] = [
  { from: Date.UTC(2029, 2, 15), days: 47 },
  { from: Date.UTC(2027, 2, 15), days: 100 },
  { from: Date.UTC(2026, 2, 15), days: 200 },
  { from: Date.UTC(2020, 8, 1), days: 398 },
  { from: Date.UTC(2018, 2, 1), days: 825 },
  { from: Date.UTC(2015, 3, 1), days: 1188 },
];

/** Days of 86,400 seconds, both ends included, any part of a day counted as one. */
function validityDays(notBefore: number, notAfter: number): number {
  return Math.ceil((notAfter - notBefore + 1000) / 86_400_000);
}

/** The leaf is valid for longer than the limit of the day on which it was issued. */
export const validityTooLong: Rule<RuleContext> = {
  id: "certificate/validity-too-long",
  severity: "error",
  citation: { document: "CA/Browser Forum Baseline Requirements 2.2.6", section: "6.3.2", url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/" },
  binds: "public-cas",
  sameAs: ["zlint:e_tls_server_cert_valid_time_longer_than_398_days"],
  *check({ leaf }) {
    if (leaf === undefined) return;
    const validity = leaf.read(({ notBefore, notAfter, basicConstraints }) => ({ notBefore, notAfter, ca: basicConstraints?.ca === true }));
    if (validity === undefined || validity.ca) return;
    const limit = LIMITS.find(({ from }) => validity.notBefore >= from);
    const days = validityDays(validity.notBefore, validity.notAfter);
    if (limit !== undefined && days > limit.days) {
      yield { certificate: leaf.sha256, params: [String(days), String(limit.days)] };
    }
  },
};
