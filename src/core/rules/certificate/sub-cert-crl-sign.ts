import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Server’s key may sign CRLs. */
export const subCertCrlSign: CertificateRule = {
  id: "certificate/sub-cert-crl-sign",
  severity: "error",
  citation: baselineRequirements("7.1.2.7.11"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_sub_cert_key_usage_crl_sign_bit_set"],
  check: (c) => when(!c.isCa && c.keyUsage.has("cRLSign")),
};
