import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Underscore in a name. */
export const nameUnderscore: CertificateRule = {
  id: "certificate/name-underscore",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2019-04-01" },
  sameAs: ["zlint:e_underscore_not_permissible_in_dnsname"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, (name) => name.includes("_")) : [],
};
