import { ATTRIBUTE } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const PRINTABLE_STRING = 19;

/** Country in another string type. */
export const subjectCountryStringType: CertificateRule = {
  id: "certificate/subject-country-string-type",
  severity: "error",
  citation: rfc(5280, "A.1"),
  sameAs: ["zlint:e_subject_dn_country_not_printable_string"],
  check: (c) => when(c.subject.attributes.some(({ oid, tag }) => oid === ATTRIBUTE.C && tag !== PRINTABLE_STRING)),
};
