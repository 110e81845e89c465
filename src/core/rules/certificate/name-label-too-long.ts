import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { serverNames, hasLongLabel } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Label of more than 63 characters. */
export const nameLabelTooLong: CertificateRule = {
  id: "certificate/name-label-too-long",
  severity: "error",
  citation: baselineRequirements("7.1.4.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_dnsname_label_too_long"],
  check: (c) => isSubscriber(c) ? first(serverNames(c), hasLongLabel) : [],
};
