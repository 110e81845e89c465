import { ATTRIBUTE } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Organisational unit of no organisation. */
export const organizationalUnitAlone: CertificateRule = {
  id: "certificate/organizational-unit-alone",
  severity: "error",
  citation: baselineRequirements("7.1.4.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2021-08-16" },
  sameAs: ["zlint:e_subject_contains_organizational_unit_name_and_no_organization_name"],
  check: (c) => when(c.subject.has(ATTRIBUTE.OU) && !c.subject.has(ATTRIBUTE.O)),
};
