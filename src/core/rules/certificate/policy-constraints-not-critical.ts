import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** policyConstraints not marked critical. */
export const policyConstraintsNotCritical: CertificateRule = {
  id: "certificate/policy-constraints-not-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.11"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_policy_constraints_not_critical"],
  check: (c) => when(c.has(EXTENSION.policyConstraints) && !c.isCritical(EXTENSION.policyConstraints)),
};
