import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Domain-validated with a state or province. */
export const dvProvince: CertificateRule = {
  id: "certificate/dv-province",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:e_cab_dv_conflicts_with_province"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.domainValidated) && c.subject.has(ATTRIBUTE.ST)),
};
