import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Wildcard without a domain in issuerAltName. */
export const ianWildcardBare: CertificateRule = {
  id: "certificate/ian-wildcard-bare",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_ian_bare_wildcard"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name.endsWith("*")),
};
