import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { first, type CertificateRule } from "./lint/rule.ts";

/** Underscore in a name. */
export const nameUnderscoreEarly: CertificateRule = {
  id: "certificate/name-underscore-early",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { until: "2018-12-10" },
  sameAs: ["zlint:e_no_underscores_before_1_6_2"],
  check: (c) => isSubscriber(c) ? first(c.subjectAltNames.dns, (name) => name.includes("_")) : [],
};
