import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Name constraint with a minimum. */
export const nameConstraintsMinimum: CertificateRule = {
  id: "certificate/name-constraints-minimum",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_name_constraint_minimum_non_zero"],
  check: (c) => when([...c.permittedSubtrees, ...c.excludedSubtrees].some(({ minimum }) => minimum !== 0)),
};
