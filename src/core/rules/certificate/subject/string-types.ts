import { ATTRIBUTE } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";

const PRINTABLE_STRING = 19;

interface StringType extends RuleRow {
  name: "issuer" | "subject";
  attribute: string;
}

/** Attributes that are PrintableString and nothing else. */
export const STRING_TYPES = family<StringType>([
  {
    id: "certificate/issuer-country-string-type", severity: "error", citation: rfc(5280, "A.1"),
    sameAs: ["zlint:e_issuer_dn_country_not_printable_string"], name: "issuer", attribute: ATTRIBUTE.C,
  },
  {
    id: "certificate/issuer-serial-number-string-type", severity: "error", citation: rfc(5280, "A.1"),
    sameAs: ["zlint:e_issuer_dn_serial_number_not_printable_string"], name: "issuer", attribute: ATTRIBUTE.serialNumber,
  },
  {
    id: "certificate/subject-country-string-type", severity: "error", citation: rfc(5280, "A.1"),
    sameAs: ["zlint:e_subject_dn_country_not_printable_string"], name: "subject", attribute: ATTRIBUTE.C,
  },
  {
    id: "certificate/subject-serial-number-string-type", severity: "error", citation: rfc(5280, "A.1"),
    sameAs: ["zlint:e_subject_dn_serial_number_not_printable_string"], name: "subject", attribute: ATTRIBUTE.serialNumber,
  },
], (c, { name, attribute }) => when(c[name].types.some(({ oid, tag }) => oid === attribute && tag !== PRINTABLE_STRING)));
