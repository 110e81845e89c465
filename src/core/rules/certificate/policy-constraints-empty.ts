import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { isEmptySequence } from "./lint/raw.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** policyConstraints is empty. */
export const policyConstraintsEmpty: CertificateRule = {
  id: "certificate/policy-constraints-empty",
  severity: "error",
  citation: rfc(5280, "4.2.1.11"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_policy_constraints_empty"],
  check: (c) => {
    const value = c.certificate.extension(EXTENSION.policyConstraints)?.value;
    return when(value !== undefined && isEmptySequence(value));
  },
};
