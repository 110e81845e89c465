import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA without a name. */
export const caSubjectEmpty: CertificateRule = {
  id: "certificate/ca-subject-empty",
  severity: "error",
  citation: rfc(5280, "4.1.2.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ca_subject_field_empty"],
  check: (c) => when(c.isCa && c.subject.attributes.length === 0),
};
