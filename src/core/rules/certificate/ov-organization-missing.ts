import { ATTRIBUTE, POLICY } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Organisation-validated without organisation. */
export const ovOrganizationMissing: CertificateRule = {
  id: "certificate/ov-organization-missing",
  severity: "error",
  citation: baselineRequirements("7.1.6.4"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_cab_ov_requires_org"],
  check: (c) => when(!c.isCa && c.policyOids.includes(POLICY.organizationValidated) && !c.subject.has(ATTRIBUTE.O)),
};
