import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** inhibitAnyPolicy not marked critical. */
export const inhibitAnyPolicyNotCritical: CertificateRule = {
  id: "certificate/inhibit-any-policy-not-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.14"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_inhibit_any_policy_not_critical"],
  check: (c) => when(c.has(EXTENSION.inhibitAnyPolicy) && !c.isCritical(EXTENSION.inhibitAnyPolicy)),
};
