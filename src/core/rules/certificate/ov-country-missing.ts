import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Organisation-validated without country. */
export const ovCountryMissing: CertificateRule = {
  id: "certificate/ov-country-missing",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_cert_policy_ov_requires_country"],
  check: (c) => when(c.policyOids.includes(POLICY.organizationValidated) && !c.subject.has(ATTRIBUTE.C)),
};
