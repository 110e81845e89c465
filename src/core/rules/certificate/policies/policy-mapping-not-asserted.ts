import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Mapped policy is not named. */
export const policyMappingNotAsserted: CertificateRule = {
  id: "certificate/policy-mapping-not-asserted",
  severity: "warning",
  citation: rfc(5280, "4.2.1.5"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:w_ext_policy_map_not_in_cert_policy"],
  check: (c) => first((c.readShared(({ policyMappings }) => policyMappings) ?? []).map(({ issuerDomainPolicy }) => issuerDomainPolicy), (oid) => !c.policyOids.includes(oid)),
};
