import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { isReservedLabel, isALabel } from "./lint/dns-names.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Reserved label. */
export const nameReservedLabel: CertificateRule = {
  id: "certificate/name-reserved-label",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2021-10-01" },
  sameAs: ["zlint:e_dnsname_contains_prohibited_reserved_label"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, (name) => name.split(".").some((label) => isReservedLabel(label) && !isALabel(label))) : [],
};
