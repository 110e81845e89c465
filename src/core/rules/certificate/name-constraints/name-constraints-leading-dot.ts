import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Name constraint begins with a dot. */
export const nameConstraintsLeadingDot: CertificateRule = {
  id: "certificate/name-constraints-leading-dot",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_dns_name_constraint_incorrect_dot_prefix"],
  check: (c) => first([...c.permittedSubtrees, ...c.excludedSubtrees].flatMap(({ base }) => base.type === "dns" ? [base.value] : []), (name) => name.startsWith(".")),
};
