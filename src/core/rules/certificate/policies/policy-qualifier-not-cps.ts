import { POLICY } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Policy with another qualifier. */
export const policyQualifierNotCps: CertificateRule = {
  id: "certificate/policy-qualifier-not-cps",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.9"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_policy_qualifiers_other_than_cps_not_permitted"],
  check: (c) => when(c.policies.some(({ qualifiers }) => qualifiers.some(({ oid }) => oid !== POLICY.cps))),
};
