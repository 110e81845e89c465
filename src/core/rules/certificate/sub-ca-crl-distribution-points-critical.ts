import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** cRLDistributionPoints marked critical. */
export const subCaCrlDistributionPointsCritical: CertificateRule = {
  id: "certificate/sub-ca-crl-distribution-points-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_ca_crl_distribution_points_marked_critical"],
  check: (c) => when(isSubordinateCa(c) && c.isCritical(EXTENSION.cRLDistributionPoints)),
};
