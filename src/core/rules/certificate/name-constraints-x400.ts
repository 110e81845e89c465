import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Name constraint on X.400 addresses. */
export const nameConstraintsX400: CertificateRule = {
  id: "certificate/name-constraints-x400",
  severity: "warning",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_name_constraint_on_x400"],
  check: (c) => when([...c.permittedSubtrees, ...c.excludedSubtrees].some(({ base }) => base.type === "x400")),
};
