import { rfc } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

const PRINTABLE_STRING = 19;

/** Characters that PrintableString does not have. */
export const subjectPrintableString: CertificateRule = {
  id: "certificate/subject-printable-string",
  severity: "error",
  citation: rfc(5280, "A.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_subject_printable_string_badalpha"],
  check: (c) => c.subjectIsPlain ? [] : first(c.subject.attributes.filter(({ tag }) => tag === PRINTABLE_STRING).map(({ value }) => value), (value) => !/^[a-zA-Z0-9 '()+,\-./:=?]+$/.test(value)),
};
