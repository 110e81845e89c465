import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** basicConstraints not marked critical. */
export const basicConstraintsNotCritical: CertificateRule = {
  id: "certificate/basic-constraints-not-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.9"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_basic_constraints_not_critical"],
  check: (c) => when(c.isCa && c.has(EXTENSION.basicConstraints) && !c.isCritical(EXTENSION.basicConstraints)),
};
