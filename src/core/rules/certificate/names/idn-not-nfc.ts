import { rfc } from "../lint/citations.ts";
import { hasLabel } from "../lint/punycode.ts";
import { first, type CertificateRule } from "../lint/rule.ts";
import { isNfc } from "../lint/text.ts";

/** Name that is not normalised. */
export const idnNotNfc: CertificateRule = {
  id: "certificate/idn-not-nfc",
  severity: "error",
  citation: rfc(8399, "2.2"),
  effective: { from: "2018-05-01" },
  sameAs: ["zlint:e_international_dns_name_not_nfc"],
  check: (c) => c.namesArePlain ? [] : first(c.subjectAltNames.dns, (name) => hasLabel(name, (unicode) => unicode !== undefined && !isNfc(unicode))),
};
