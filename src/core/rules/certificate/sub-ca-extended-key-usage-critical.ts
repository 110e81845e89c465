import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** extKeyUsage marked critical. */
export const subCaExtendedKeyUsageCritical: CertificateRule = {
  id: "certificate/sub-ca-extended-key-usage-critical",
  severity: "warning",
  citation: baselineRequirements("7.1.2.10.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-07-29" },
  sameAs: ["zlint:w_sub_ca_eku_critical"],
  check: (c) => when(isSubordinateCa(c) && c.isCritical(EXTENSION.extKeyUsage)),
};
