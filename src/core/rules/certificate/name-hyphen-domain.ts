import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames, firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Domain begins or ends with a hyphen. */
export const nameHyphenDomain: CertificateRule = {
  id: "certificate/name-hyphen-domain",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_dnsname_hyphen_in_sld"],
  check: (c) => isSubscriber(c) ? firstRegistrable(serverNames(c), ({ domain }) => domain.startsWith("-") || domain.endsWith("-")) : [],
};
