import { EXTENSION } from "../../x509/oids.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** authorityInfoAccess marked critical. */
export const authorityInfoAccessCritical: CertificateRule = {
  id: "certificate/authority-info-access-critical",
  severity: "error",
  citation: rfc(5280, "4.2.2.1"),
  effective: { from: "1999-01-01" },
  sameAs: ["zlint:e_ext_aia_marked_critical"],
  check: (c) => when(c.isCritical(EXTENSION.authorityInfoAccess)),
};
