import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames, firstRegistrable } from "./lint/dns-names.ts";
import type { CertificateRule } from "./lint/rule.ts";

/** Underscore in a host’s name. */
export const nameUnderscoreHost: CertificateRule = {
  id: "certificate/name-underscore-host",
  severity: "warning",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:w_dnsname_underscore_in_trd"],
  check: (c) => isSubscriber(c) ? firstRegistrable(serverNames(c), ({ subdomain }) => subdomain.includes("_")) : [],
};
