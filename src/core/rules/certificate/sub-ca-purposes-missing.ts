import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA for all purposes. */
export const subCaPurposesMissing: CertificateRule = {
  id: "certificate/sub-ca-purposes-missing",
  severity: "notice",
  citation: baselineRequirements("7.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:n_sub_ca_eku_missing"],
  check: (c) => when(isSubordinateCa(c) && !c.has(EXTENSION.extKeyUsage)),
};
