import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Zero byte in a name in issuerAltName. */
export const ianNullCharacter: CertificateRule = {
  id: "certificate/ian-null-character",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_ian_dns_name_includes_null_char"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name.includes("\u0000")),
};
