import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** certificatePolicies marked critical. */
export const subCaCertificatePoliciesCritical: CertificateRule = {
  id: "certificate/sub-ca-certificate-policies-critical",
  severity: "warning",
  citation: baselineRequirements("7.1.2.10.5"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_sub_ca_certificate_policies_marked_critical"],
  check: (c) => when(isSubordinateCa(c) && c.isCritical(EXTENSION.certificatePolicies)),
};
