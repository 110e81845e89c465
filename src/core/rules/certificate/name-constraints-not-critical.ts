import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** nameConstraints not marked critical. */
export const nameConstraintsNotCritical: CertificateRule = {
  id: "certificate/name-constraints-not-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_name_constraints_not_critical"],
  check: (c) => when(c.has(EXTENSION.nameConstraints) && !c.isCritical(EXTENSION.nameConstraints)),
};
