import { EXTENSION } from "../../x509/oids.ts";
import { isSubscriber } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** authorityInfoAccess marked critical. */
export const subCertAuthorityInfoAccessCritical: CertificateRule = {
  id: "certificate/sub-cert-authority-info-access-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_aia_marked_critical"],
  check: (c) => when(isSubscriber(c) && c.isCritical(EXTENSION.authorityInfoAccess)),
};
