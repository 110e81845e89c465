import { POLICY } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Policy “any” is mapped. */
export const policyMappingAny: CertificateRule = {
  id: "certificate/policy-mapping-any",
  severity: "error",
  citation: rfc(5280, "4.2.1.5"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_ext_policy_map_any_policy"],
  check: (c) => when((c.readShared(({ policyMappings }) => policyMappings) ?? []).some(({ issuerDomainPolicy, subjectDomainPolicy }) =>
    issuerDomainPolicy === POLICY.anyPolicy || subjectDomainPolicy === POLICY.anyPolicy)),
};
