import { isSubscriber } from "../lint/applies.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { first, type CertificateRule } from "../lint/rule.ts";

/** Underscore in a name for more than 30 days. */
export const nameUnderscoreLongValidity: CertificateRule = {
  id: "certificate/name-underscore-long-validity",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2018-12-10", until: "2019-04-01" },
  sameAs: ["zlint:underscore_present_with_too_long_validity"],
  check: (c) => isSubscriber(c) && !c.namesArePlain && (c.notAfter ?? 0) - (c.notBefore ?? 0) > 30 * 86_400_000
    ? first(c.subjectAltNames.dns, (name) => name.includes("_")) : [],
};
