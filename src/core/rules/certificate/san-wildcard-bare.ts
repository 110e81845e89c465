import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Wildcard without a domain in subjectAltName. */
export const sanWildcardBare: CertificateRule = {
  id: "certificate/san-wildcard-bare",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_san_bare_wildcard"],
  check: (c) => first(c.subjectAltNames.dns, (name) => name.endsWith("*")),
};
