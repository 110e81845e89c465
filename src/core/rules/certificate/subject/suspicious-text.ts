import { ATTRIBUTE } from "../../../x509/oids.ts";
import { practice } from "../lint/citations.ts";
import { family, first, type RuleRow } from "../lint/rule.ts";

const NAMES_AND_PLACES: readonly string[] = [
  ATTRIBUTE.GN, ATTRIBUTE.SN, ATTRIBUTE.CN, ATTRIBUTE.OU, ATTRIBUTE.O, ATTRIBUTE.L, ATTRIBUTE.ST, ATTRIBUTE.STREET,
  ATTRIBUTE.postalCode, ATTRIBUTE.organizationIdentifier, ATTRIBUTE.jurisdictionL, ATTRIBUTE.jurisdictionST,
];

// U+00C0 to U+00FF in UTF-8, each byte read as a character of Windows-1252.
const MISREAD =
  /\u00c3[\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178\u00a1-\u00ac\u00ae-\u00bf]/;

interface SuspiciousText extends RuleRow {
  /** The first value of each is looked at. */
  attributes: readonly string[];
  bad: RegExp;
}

/** Text that was meant to read otherwise. */
export const SUSPICIOUS_TEXT = family<SuspiciousText>([
  {
    id: "certificate/subject-address-punctuation", severity: "warning", citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
    sameAs: ["zlint:w_suspicious_chars_in_address"], attributes: [ATTRIBUTE.L, ATTRIBUTE.ST], bad: /[,:="()]/,
  },
  {
    id: "certificate/subject-html-entity", severity: "error", citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
    sameAs: ["zlint:e_subj_contains_html_entities"], attributes: NAMES_AND_PLACES, bad: /&#?[a-zA-Z0-9]+;/,
  },
  {
    id: "certificate/subject-misread-utf8", severity: "error", citation: practice("zlint", "community", "https://github.com/zmap/zlint"),
    sameAs: ["zlint:e_utf8_latin1_mixup"], attributes: NAMES_AND_PLACES, bad: MISREAD,
  },
], (c, { attributes, bad }) => c.subjectIsPlain ? [] : first(attributes.flatMap((oid) => c.subject.values(oid).slice(0, 1)), (value) => bad.test(value)));
