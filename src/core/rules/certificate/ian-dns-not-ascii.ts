import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** DNS name beyond ASCII in issuerAltName. */
export const ianDnsNotAscii: CertificateRule = {
  id: "certificate/ian-dns-not-ascii",
  severity: "error",
  citation: rfc(5280, "4.2.1.7"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_ian_dns_not_ia5_string"],
  check: (c) => when(c.issuerAltNames.names.some((name) => name.type === "dns" && name.bytes.some((byte) => byte > 127))),
};
