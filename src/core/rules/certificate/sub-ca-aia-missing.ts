import { EXTENSION } from "../../x509/oids.ts";
import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA without authority information access. */
export const subCaAiaMissing: CertificateRule = {
  id: "certificate/sub-ca-aia-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.2"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01", until: "2020-08-20" },
  sameAs: ["zlint:e_sub_ca_aia_missing"],
  check: (c) => when(isSubordinateCa(c) && !c.has(EXTENSION.authorityInfoAccess)),
};
