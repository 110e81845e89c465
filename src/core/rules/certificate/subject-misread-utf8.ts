import { ATTRIBUTE } from "../../x509/oids.ts";
import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

// U+00C0 to U+00FF in UTF-8, each byte read as a character of Windows-1252.
const MISREAD =
  /\u00c3[\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178\u00a1-\u00ac\u00ae-\u00bf]/;

const ATTRIBUTES: readonly string[] = [
  ATTRIBUTE.GN, ATTRIBUTE.SN, ATTRIBUTE.CN, ATTRIBUTE.OU, ATTRIBUTE.O, ATTRIBUTE.L, ATTRIBUTE.ST, ATTRIBUTE.STREET,
  ATTRIBUTE.postalCode, ATTRIBUTE.organizationIdentifier, ATTRIBUTE.jurisdictionL, ATTRIBUTE.jurisdictionST,
];

/** Garbled characters in the subject. */
export const subjectMisreadUtf8: CertificateRule = {
  id: "certificate/subject-misread-utf8",
  severity: "error",
  citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
  sameAs: ["zlint:e_utf8_latin1_mixup"],
  check: (c) => first(ATTRIBUTES.flatMap((oid) => c.subject.values(oid).slice(0, 1)), (value) => MISREAD.test(value)),
};
