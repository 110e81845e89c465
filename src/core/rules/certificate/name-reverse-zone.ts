import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Name in the reverse zone. */
export const nameReverseZone: CertificateRule = {
  id: "certificate/name-reverse-zone",
  severity: "error",
  citation: baselineRequirements("4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2026-03-15" },
  sameAs: ["zlint:e_arpa_domain_not_allowed"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, (name) => /\.(?:in-addr|ip6)\.arpa$/i.test(name)) : [],
};
