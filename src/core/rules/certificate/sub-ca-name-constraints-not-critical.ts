import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** nameConstraints not marked critical. */
export const subCaNameConstraintsNotCritical: CertificateRule = {
  id: "certificate/sub-ca-name-constraints-not-critical",
  severity: "warning",
  citation: baselineRequirements("7.1.2.10.8"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-06-08" },
  sameAs: ["zlint:w_sub_ca_name_constraints_not_critical"],
  check: (c) => when(isSubordinateCa(c) && c.has(EXTENSION.nameConstraints) && !c.isCritical(EXTENSION.nameConstraints)),
};
