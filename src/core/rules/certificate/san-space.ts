import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** A space for a name in subjectAltName. */
export const sanSpace: CertificateRule = {
  id: "certificate/san-space",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_san_space_dns_name"],
  check: (c) => when(c.subjectAltNames.dns.includes(" ")),
};
