import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** certificatePolicies marked critical. */
export const subCertCertificatePoliciesCritical: CertificateRule = {
  id: "certificate/sub-cert-certificate-policies-critical",
  severity: "warning",
  citation: baselineRequirements("7.1.2.7.9"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:w_sub_cert_certificate_policies_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.certificatePolicies)),
};
