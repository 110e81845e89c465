import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { isEmptySequence } from "./lint/raw.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** nameConstraints is empty. */
export const nameConstraintsEmpty: CertificateRule = {
  id: "certificate/name-constraints-empty",
  severity: "error",
  citation: rfc(5280, "4.2.1.10"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_name_constraint_empty"],
  check: (c) => {
    const value = c.certificate.extension(EXTENSION.nameConstraints)?.value;
    return when(value !== undefined && isEmptySequence(value));
  },
};
