import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames, firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Wildcard for a registry’s domain. */
export const nameWildcardPublicSuffix: CertificateRule = {
  id: "certificate/name-wildcard-public-suffix",
  severity: "notice",
  citation: baselineRequirements("3.2.2.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:n_dnsname_wildcard_left_of_public_suffix"],
  check: (c) => isSubscriber(c) ? firstRegistrable(serverNames(c), ({ domain }) => domain === "*") : [],
};
