import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Empty label. */
export const nameEmptyLabel: CertificateRule = {
  id: "certificate/name-empty-label",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_empty_label"],
  check: (c) => isSubscriber(c) ? first(serverNames(c), (name) => name.split(".").includes("")) : [],
};
