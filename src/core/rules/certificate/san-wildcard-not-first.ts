import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Wildcard within a name in subjectAltName. */
export const sanWildcardNotFirst: CertificateRule = {
  id: "certificate/san-wildcard-not-first",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_san_wildcard_not_first"],
  check: (c) => first(c.subjectAltNames.dns, (name) => name.includes("*", 1)),
};
