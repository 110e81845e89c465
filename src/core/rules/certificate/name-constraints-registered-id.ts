import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Name constraint on registered identifiers. */
export const nameConstraintsRegisteredId: CertificateRule = {
  id: "certificate/name-constraints-registered-id",
  severity: "warning",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_name_constraint_on_registered_id"],
  check: (c) => when([...c.permittedSubtrees, ...c.excludedSubtrees].some(({ base }) => base.type === "registeredId")),
};
