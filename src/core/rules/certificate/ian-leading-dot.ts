import { practice } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Name begins with a dot in issuerAltName. */
export const ianLeadingDot: CertificateRule = {
  id: "certificate/ian-leading-dot",
  severity: "error",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:e_ian_dns_name_starts_with_period"],
  check: (c) => first(c.issuerAltNames.dns, (name) => name.startsWith(".")),
};
