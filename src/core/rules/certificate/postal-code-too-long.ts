import { ATTRIBUTE } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";
import { characterCount } from "./lint/text.ts";

/** Postal code too long. */
export const postalCodeTooLong: CertificateRule = {
  id: "certificate/postal-code-too-long",
  severity: "error",
  citation: rfc(5280, "A.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_subject_postal_code_max_length"],
  check: (c) => first(c.subject.values(ATTRIBUTE.postalCode), (value) => characterCount(value) > 16),
};
