import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Domain-validated with a postal code. */
export const dvPostalCode: CertificateRule = {
  id: "certificate/dv-postal-code",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2023-09-15" },
  sameAs: ["zlint:e_cab_dv_conflicts_with_postal"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.domainValidated) && c.subject.has(ATTRIBUTE.postalCode)),
};
