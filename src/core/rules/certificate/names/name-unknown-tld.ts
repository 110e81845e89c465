import { wasTopLevelDomain } from "../../../registry/top-level-domains.ts";
import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { serverNames } from "../lint/dns-names.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Name of no public domain. */
export const nameUnknownTld: CertificateRule = {
  id: "certificate/name-unknown-tld",
  severity: "error",
  citation: baselineRequirements("4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_not_valid_tld"],
  check: (c) => isSubscriber(c) ? first(serverNames(c), (name) => c.notBefore !== undefined && wasTopLevelDomain(name.split(".").at(-1) ?? "", c.notBefore) === false) : [],
};
