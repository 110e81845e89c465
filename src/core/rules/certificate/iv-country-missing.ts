import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Individual-validated without country. */
export const ivCountryMissing: CertificateRule = {
  id: "certificate/iv-country-missing",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-09-28" },
  sameAs: ["zlint:e_cert_policy_iv_requires_country"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.individualValidated) && !c.subject.has(ATTRIBUTE.C)),
};
