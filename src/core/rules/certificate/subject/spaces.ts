import { practice } from "../lint/citations.ts";
import { isCharacterString } from "../lint/facts.ts";
import { isNameAttribute } from "../lint/names.ts";
import { family, first, type RuleRow } from "../lint/rule.ts";

interface Space extends RuleRow {
  name: "issuer" | "subject";
  trim: (value: string) => string;
}

const atStart = (value: string): string => value.trimStart();
const atEnd = (value: string): string => value.trimEnd();

/** Spaces around the values of a name. */
export const SPACES = family<Space>([
  {
    id: "certificate/issuer-leading-space", severity: "warning", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:w_issuer_dn_leading_whitespace"], name: "issuer", trim: atStart,
  },
  {
    id: "certificate/issuer-trailing-space", severity: "warning", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:w_issuer_dn_trailing_whitespace"], name: "issuer", trim: atEnd,
  },
  {
    id: "certificate/subject-leading-space", severity: "warning", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:w_subject_dn_leading_whitespace"], name: "subject", trim: atStart,
  },
  {
    id: "certificate/subject-trailing-space", severity: "warning", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:w_subject_dn_trailing_whitespace"], name: "subject", trim: atEnd,
  },
], (c, { name, trim }) => {
  if (name === "subject" && c.subjectIsPlain) return [];
  const values = c[name].attributes.filter((attribute) => isNameAttribute(attribute.oid) && isCharacterString(attribute)).map(({ value }) => value);
  return first(values, (value) => trim(value) !== value);
});
