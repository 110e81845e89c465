import { ATTRIBUTE } from "../../x509/oids.ts";
import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

const ATTRIBUTES: readonly string[] = [
  ATTRIBUTE.GN, ATTRIBUTE.SN, ATTRIBUTE.CN, ATTRIBUTE.OU, ATTRIBUTE.O, ATTRIBUTE.L, ATTRIBUTE.ST, ATTRIBUTE.STREET,
  ATTRIBUTE.postalCode, ATTRIBUTE.organizationIdentifier, ATTRIBUTE.jurisdictionL, ATTRIBUTE.jurisdictionST,
];

/** HTML in the subject. */
export const subjectHtmlEntity: CertificateRule = {
  id: "certificate/subject-html-entity",
  severity: "error",
  citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
  sameAs: ["zlint:e_subj_contains_html_entities"],
  check: (c) => first(ATTRIBUTES.flatMap((oid) => c.subject.values(oid).slice(0, 1)), (value) => /&#?[a-zA-Z0-9]+;/.test(value)),
};
