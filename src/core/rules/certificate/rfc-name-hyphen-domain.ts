import { isSubscriber } from "./lint/applies.ts";
import { rfc } from "./lint/citations.ts";
import { firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Domain begins or ends with a hyphen. */
export const rfcNameHyphenDomain: CertificateRule = {
  id: "certificate/rfc-name-hyphen-domain",
  severity: "error",
  citation: rfc(5280, "4.2.1.6"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_rfc_dnsname_hyphen_in_sld"],
  check: (c) => isSubscriber(c) ? firstRegistrable(c.subjectAltNames.dns, ({ domain }) => domain.startsWith("-") || domain.endsWith("-")) : [],
};
