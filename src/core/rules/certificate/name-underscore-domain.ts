import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames, firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Underscore in the domain. */
export const nameUnderscoreDomain: CertificateRule = {
  id: "certificate/name-underscore-domain",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_dnsname_underscore_in_sld"],
  check: (c) => isSubscriber(c) ? firstRegistrable(serverNames(c), ({ domain }) => domain.includes("_")) : [],
};
