import { ATTRIBUTE } from "../../../x509/oids.ts";
import { practice } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Country not in capitals. */
export const subjectCountryNotUppercase: CertificateRule = {
  id: "certificate/subject-country-not-uppercase",
  severity: "error",
  citation: practice("ISO 3166-1", "5.1", "https://www.iso.org/standard/72482.html"),
  sameAs: ["zlint:e_subj_country_not_uppercase"],
  check: (c) => first(c.subject.values(ATTRIBUTE.C), (value) => !/^[A-Z]+$/.test(value)),
};
