import { POLICY } from "../../../x509/oids.ts";
import { isSubordinateCa, RESERVED_POLICIES } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA with several reserved policies. */
export const caReservedPolicies: CertificateRule = {
  id: "certificate/ca-reserved-policies",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.5"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2023-09-15" },
  sameAs: ["zlint:e_ca_multiple_reserved_policy_oids"],
  check: (c) => when(isSubordinateCa(c) && !c.policyOids.includes(POLICY.anyPolicy) && c.policyOids.filter((oid) => RESERVED_POLICIES.has(oid)).length > 1),
};
