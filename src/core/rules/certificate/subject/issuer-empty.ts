import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** No issuer. */
export const issuerEmpty: CertificateRule = {
  id: "certificate/issuer-empty",
  severity: "error",
  citation: rfc(5280, "4.1.2.4"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_issuer_field_empty"],
  check: (c) => when(c.issuer.attributes.length === 0),
};
