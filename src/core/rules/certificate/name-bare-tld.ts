import { isTopLevelDomain } from "../../registry/top-level-domains.ts";
import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** A top-level domain for a name. */
export const nameBareTld: CertificateRule = {
  id: "certificate/name-bare-tld",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_contains_bare_iana_suffix"],
  check: (c) => isSubscriber(c) ? first(serverNames(c), isTopLevelDomain) : [],
};
