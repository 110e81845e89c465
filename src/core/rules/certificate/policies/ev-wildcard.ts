import { isExtendedValidation } from "../lint/applies.ts";
import { evGuidelines } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Extended validation for a wildcard. */
export const evWildcard: CertificateRule = {
  id: "certificate/ev-wildcard",
  severity: "error",
  citation: evGuidelines("9.8.1"),
  binds: "public-cas",
  effective: { from: "2015-05-01" },
  sameAs: ["zlint:e_ev_not_wildcard"],
  check: (c) => isExtendedValidation(c)
    ? first([...c.subjectAltNames.dns, c.subject.commonName], (name) => name.includes("*") && !name.endsWith(".onion"))
    : [],
};
