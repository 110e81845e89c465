import { practice } from "../lint/citations.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";

interface Multivalued extends RuleRow {
  name: "issuer" | "subject";
}

/** Attributes joined in one element of a name. */
export const MULTIVALUED = family<Multivalued>([
  {
    id: "certificate/issuer-multivalued", severity: "warning", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:w_multiple_issuer_rdn"], name: "issuer",
  },
  {
    id: "certificate/subject-multivalued", severity: "notice", citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
    sameAs: ["zlint:n_multiple_subject_rdn"], name: "subject",
  },
], (c, { name }) => when(c[name].hasMultivaluedRdn));
