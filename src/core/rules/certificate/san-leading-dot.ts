import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Name begins with a dot in subjectAltName. */
export const sanLeadingDot: CertificateRule = {
  id: "certificate/san-leading-dot",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_san_dns_name_starts_with_period"],
  check: (c) => first(c.subjectAltNames.dns, (name) => name.startsWith(".")),
};
