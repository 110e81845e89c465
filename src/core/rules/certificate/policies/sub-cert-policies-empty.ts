import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** No policy is named. */
export const subCertPoliciesEmpty: CertificateRule = {
  id: "certificate/sub-cert-policies-empty",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_cert_policy_empty"],
  check: (c) => when(!c.isCa && c.policies.length === 0),
};
