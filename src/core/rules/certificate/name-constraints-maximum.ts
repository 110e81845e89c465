import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Name constraint with a maximum. */
export const nameConstraintsMaximum: CertificateRule = {
  id: "certificate/name-constraints-maximum",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_name_constraint_maximum_not_absent"],
  check: (c) => when([...c.permittedSubtrees, ...c.excludedSubtrees].some(({ maximum }) => maximum !== 0)),
};
