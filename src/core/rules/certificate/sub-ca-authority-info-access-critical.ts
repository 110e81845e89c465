import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** authorityInfoAccess marked critical. */
export const subCaAuthorityInfoAccessCritical: CertificateRule = {
  id: "certificate/sub-ca-authority-info-access-critical",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.3"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_sub_ca_aia_marked_critical"],
  check: (c) => when(isSubordinateCa(c) && c.isCritical(EXTENSION.authorityInfoAccess)),
};
