import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Name constraints outside a CA’s certificate. */
export const nameConstraintsNotInCa: CertificateRule = {
  id: "certificate/name-constraints-not-in-ca",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_name_constraints_not_in_ca"],
  check: (c) => when(c.has(EXTENSION.nameConstraints) && !c.isCa),
};
