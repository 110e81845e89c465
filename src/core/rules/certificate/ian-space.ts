import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** A space for a name in issuerAltName. */
export const ianSpace: CertificateRule = {
  id: "certificate/ian-space",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_ian_space_dns_name"],
  check: (c) => when(c.issuerAltNames.dns.includes(" ")),
};
