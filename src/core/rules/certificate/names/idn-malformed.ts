import { rfc } from "../lint/citations.ts";
import { hasLabel } from "../lint/punycode.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Name that decodes to nothing. */
export const idnMalformed: CertificateRule = {
  id: "certificate/idn-malformed",
  severity: "error",
  citation: rfc(3490, "4.2"),
  effective: { from: "2003-03-01" },
  sameAs: ["zlint:e_international_dns_name_not_unicode"],
  check: (c) => c.namesArePlain ? [] : first(c.subjectAltNames.dns, (name) => hasLabel(name, (unicode) => unicode === undefined)),
};
