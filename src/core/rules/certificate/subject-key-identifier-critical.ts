import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectKeyIdentifier marked critical. */
export const subjectKeyIdentifierCritical: CertificateRule = {
  id: "certificate/subject-key-identifier-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.2"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_subject_key_identifier_critical"],
  check: (c) => when(c.isCritical(EXTENSION.subjectKeyIdentifier)),
};
