import { practice } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Short name in issuerAltName. */
export const ianPublicSuffix: CertificateRule = {
  id: "certificate/ian-public-suffix",
  severity: "warning",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:w_ian_iana_pub_suffix_empty"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name.split(".").length < 3),
};
