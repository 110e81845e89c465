import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Mail address with additions in issuerAltName. */
export const ianEmailInvalid: CertificateRule = {
  id: "certificate/ian-email-invalid",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_ian_rfc822_format_invalid"],
  check: (c) => first(c.issuerAltNames.email, (address) => address.includes(" ") || address.startsWith("<") || address.endsWith(")")),
};
