import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Notice too long. */
export const policyTextTooLong: CertificateRule = {
  id: "certificate/policy-text-too-long",
  severity: "error",
  citation: rfc(6818, "3"),
  effective: { from: "2013-01-01" },
  sameAs: ["zlint:e_ext_cert_policy_explicit_text_too_long"],
  check: (c) => when(c.explicitTexts.some(({ text }) => new TextEncoder().encode(text).length > 200)),
};
