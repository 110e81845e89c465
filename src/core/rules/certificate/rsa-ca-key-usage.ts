import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Key usage that RSA does not have. */
export const rsaCaKeyUsage: CertificateRule = {
  id: "certificate/rsa-ca-key-usage",
  severity: "error",
  citation: rfc(3279, "2.3.1"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_rsa_allowed_ku_ca"],
  check: (c) => when(c.rsa !== undefined && c.isCa && (["keyAgreement", "encipherOnly", "decipherOnly"] as const).some((usage) => c.keyUsage.has(usage))),
};
