import { practice } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const UTF8_STRING = 12;

/** Lost character in the subject. */
export const subjectReplacementCharacter: CertificateRule = {
  id: "certificate/subject-replacement-character",
  severity: "error",
  citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
  sameAs: ["zlint:e_utf8_replacement_char_in_subject"],
  check: (c) => c.subjectIsPlain ? [] : first(c.subject.attributes.filter(({ tag }) => tag === UTF8_STRING).map(({ value }) => value), (value) => value.includes("\ufffd")),
};
