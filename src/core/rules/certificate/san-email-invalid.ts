import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Mail address with additions in subjectAltName. */
export const sanEmailInvalid: CertificateRule = {
  id: "certificate/san-email-invalid",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_san_rfc822_format_invalid"],
  check: (c) => first(c.subjectAltNames.email, (address) => address.includes(" ") || address.startsWith("<") || address.endsWith(")")),
};
