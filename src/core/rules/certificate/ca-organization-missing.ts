import { ATTRIBUTE } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA without organisation. */
export const caOrganizationMissing: CertificateRule = {
  id: "certificate/ca-organization-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_ca_organization_name_missing"],
  check: (c) => when(c.isCa && (c.subject.values(ATTRIBUTE.O)[0] ?? "") === ""),
};
