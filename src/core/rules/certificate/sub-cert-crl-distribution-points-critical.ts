import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** cRLDistributionPoints marked critical. */
export const subCertCrlDistributionPointsCritical: CertificateRule = {
  id: "certificate/sub-cert-crl-distribution-points-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_crl_distribution_points_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.cRLDistributionPoints)),
};
