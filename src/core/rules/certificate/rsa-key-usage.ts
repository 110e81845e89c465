import { isSubscriber } from "./lint/applies.ts";
import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Key usage that RSA does not have. */
export const rsaKeyUsage: CertificateRule = {
  id: "certificate/rsa-key-usage",
  severity: "error",
  citation: rfc(3279, "2.3.1"),
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_rsa_allowed_ku_ee"],
  check: (c) => when(c.rsa !== undefined && isSubscriber(c)
    && (["keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"] as const).some((usage) => c.keyUsage.has(usage))),
};
