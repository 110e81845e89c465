import { practice } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Attributes joined in the subject. */
export const subjectMultivalued: CertificateRule = {
  id: "certificate/subject-multivalued",
  severity: "notice",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:n_multiple_subject_rdn"],
  check: (c) => when(c.subject.hasMultivaluedRdn),
};
