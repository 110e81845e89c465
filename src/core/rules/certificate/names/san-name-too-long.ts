import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Name longer than the DNS allows. */
export const sanNameTooLong: CertificateRule = {
  id: "certificate/san-name-too-long",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_ext_san_dns_name_too_long"],
  check: (c) => when(!c.namesArePlain && c.subjectAltNames.names.some((name) => name.type === "dns" && name.bytes.length > 253)),
};
