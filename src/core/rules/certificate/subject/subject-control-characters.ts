import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";
import { hasControl } from "../lint/text.ts";

/** Control characters in the subject. */
export const subjectControlCharacters: CertificateRule = {
  id: "certificate/subject-control-characters",
  severity: "error",
  citation: rfc(5280, "A.1"),
  sameAs: ["zlint:e_subject_dn_not_printable_characters"],
  check: (c) => when(c.subject.attributes.some(({ valueBytes }) => hasControl(new TextDecoder().decode(valueBytes)))),
};
