import { EXTENSION } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** No purposes. */
export const subCertPurposesMissing: CertificateRule = {
  id: "certificate/sub-cert-purposes-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.10"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_eku_missing"],
  check: (c) => when(!c.isCa && !c.has(EXTENSION.extKeyUsage)),
};
