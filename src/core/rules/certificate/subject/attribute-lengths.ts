import { ATTRIBUTE } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { family, first, type RuleRow } from "../lint/rule.ts";
import { MAX_PLAIN } from "../lint/plain.ts";
import { characterCount } from "../lint/text.ts";

interface Bound extends RuleRow {
  attribute: string;
  /** Characters. */
  most: number;
  /** The last value alone is looked at; all of them where absent. */
  last?: true;
}

/** Upper bounds of attributes' lengths (RFC 5280 appendix A.1). */
export const ATTRIBUTE_LENGTHS = family<Bound>([
  {
    id: "certificate/common-name-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_common_name_max_length"], attribute: ATTRIBUTE.CN, most: 64, last: true,
  },
  {
    id: "certificate/email-address-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_email_max_length"], attribute: ATTRIBUTE.emailAddress, most: 255,
  },
  {
    id: "certificate/given-name-long", severity: "warning", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_subject_given_name_recommended_max_length"], attribute: ATTRIBUTE.GN, most: 64,
  },
  {
    id: "certificate/given-name-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_given_name_max_length"], attribute: ATTRIBUTE.GN, most: 32768,
  },
  {
    id: "certificate/locality-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_locality_name_max_length"], attribute: ATTRIBUTE.L, most: 128,
  },
  {
    id: "certificate/organization-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_organization_name_max_length"], attribute: ATTRIBUTE.O, most: 64,
  },
  {
    id: "certificate/organizational-unit-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_organizational_unit_name_max_length"], attribute: ATTRIBUTE.OU, most: 64,
  },
  {
    id: "certificate/postal-code-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_postal_code_max_length"], attribute: ATTRIBUTE.postalCode, most: 16,
  },
  {
    id: "certificate/province-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_state_name_max_length"], attribute: ATTRIBUTE.ST, most: 128,
  },
  {
    id: "certificate/street-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_street_address_max_length"], attribute: ATTRIBUTE.STREET, most: 128,
  },
  {
    id: "certificate/subject-serial-number-too-long", severity: "error", citation: rfc(5280, "A.1"),
    sameAs: ["zlint:e_subject_dn_serial_number_max_length"], attribute: ATTRIBUTE.serialNumber, most: 64, last: true,
  },
  {
    id: "certificate/surname-long", severity: "warning", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:w_subject_surname_recommended_max_length"], attribute: ATTRIBUTE.SN, most: 64,
  },
  {
    id: "certificate/surname-too-long", severity: "error", citation: rfc(5280, "A.1"),
    effective: { from: "1999-01-01" }, sameAs: ["zlint:e_subject_surname_max_length"], attribute: ATTRIBUTE.SN, most: 32768,
  },
], (c, { attribute, most, last }) => {
  if (most >= MAX_PLAIN && c.subjectIsPlain) return [];
  const values = c.subject.values(attribute);
  return first(last ? values.slice(-1) : values, (value) => characterCount(value) > most);
});
