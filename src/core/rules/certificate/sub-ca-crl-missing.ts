import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA without CRL address. */
export const subCaCrlMissing: CertificateRule = {
  id: "certificate/sub-ca-crl-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.11.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_ca_crl_distribution_points_missing"],
  check: (c) => when(isSubordinateCa(c) && !c.has(EXTENSION.cRLDistributionPoints)),
};
