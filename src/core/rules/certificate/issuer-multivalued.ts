import { practice } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Attributes joined in the issuer. */
export const issuerMultivalued: CertificateRule = {
  id: "certificate/issuer-multivalued",
  severity: "warning",
  citation: practice("certlint", "names", "https://github.com/certlint/certlint"),
  sameAs: ["zlint:w_multiple_issuer_rdn"],
  check: (c) => when(c.issuer.hasMultivaluedRdn),
};
