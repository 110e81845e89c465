import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** cRLDistributionPoints marked critical. */
export const crlDistributionPointsCritical: CertificateRule = {
  id: "certificate/crl-distribution-points-critical",
  severity: "warning",
  citation: rfc(5280, "4.2.1.13"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:w_ext_crl_distribution_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.cRLDistributionPoints)),
};
