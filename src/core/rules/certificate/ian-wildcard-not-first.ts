import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Wildcard within a name in issuerAltName. */
export const ianWildcardNotFirst: CertificateRule = {
  id: "certificate/ian-wildcard-not-first",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_ian_wildcard_not_first"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name.includes("*", 1)),
};
