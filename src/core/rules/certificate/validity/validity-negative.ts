import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Ends before it begins. */
export const validityNegative: CertificateRule = {
  id: "certificate/validity-negative",
  severity: "error",
  citation: rfc(5280, "4.1.2.5"),
  weighs: true,
  sameAs: ["zlint:e_validity_time_not_positive"],
  check: (c) => when(c.notBefore !== undefined && c.notAfter !== undefined && c.notBefore > c.notAfter),
};
