import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Zero byte in a name in subjectAltName. */
export const sanNullCharacter: CertificateRule = {
  id: "certificate/san-null-character",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_san_dns_name_includes_null_char"],
  check: (c) => first(c.subjectAltNames.dns, (name) => name.includes("\u0000")),
};
