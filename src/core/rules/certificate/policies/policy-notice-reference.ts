import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Reference to a notice. */
export const policyNoticeReference: CertificateRule = {
  id: "certificate/policy-notice-reference",
  severity: "warning",
  citation: rfc(5280, "4.2.1.4"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_ext_cert_policy_contains_noticeref"],
  check: (c) => when(c.policies.some(({ qualifiers }) => qualifiers.some(({ hasNoticeReference }) => hasNoticeReference))),
};
