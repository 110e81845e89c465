import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** subjectDirectoryAttributes marked critical. */
export const subjectDirectoryAttributesCritical: CertificateRule = {
  id: "certificate/subject-directory-attributes-critical",
  severity: "error",
  citation: rfc(5280, "4.2.1.8"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_subject_directory_attr_critical"],
  check: (c) => when(c.isCritical(EXTENSION.subjectDirectoryAttributes)),
};
