import { EXTENSION } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA that may not sign certificates. */
export const subCertIsCa: CertificateRule = {
  id: "certificate/sub-cert-is-ca",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.8"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_not_is_ca"],
  check: (c) => when(c.has(EXTENSION.keyUsage) && !c.keyUsage.has("keyCertSign") && c.isCa),
};
