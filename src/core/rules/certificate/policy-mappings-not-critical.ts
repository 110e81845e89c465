import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** policyMappings not marked critical. */
export const policyMappingsNotCritical: CertificateRule = {
  id: "certificate/policy-mappings-not-critical",
  severity: "warning",
  citation: rfc(5280, "4.2.1.5"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_ext_policy_map_not_critical"],
  check: (c) => when(c.has(EXTENSION.policyMappings) && !c.isCritical(EXTENSION.policyMappings)),
};
