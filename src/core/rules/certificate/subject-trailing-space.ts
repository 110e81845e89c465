import { practice } from "./lint/citations.ts";
import { isCharacterString } from "./lint/facts.ts";
import { isNameAttribute } from "./lint/names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Space after a value of the subject. */
export const subjectTrailingSpace: CertificateRule = {
  id: "certificate/subject-trailing-space",
  severity: "warning",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:w_subject_dn_trailing_whitespace"],
  check: (c) => first(c.subject.attributes.filter((attribute) => isNameAttribute(attribute.oid) && isCharacterString(attribute)).map(({ value }) => value), (value) => value.trimEnd() !== value),
};
