import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Key usage that elliptic curves do not have. */
export const ecKeyUsage: CertificateRule = {
  id: "certificate/ec-key-usage",
  severity: "error",
  citation: rfc(8813, "3"),
  effective: { from: "2020-08-01" },
  sameAs: ["zlint:e_ecdsa_allowed_ku", "zlint:e_ecdsa_ee_invalid_ku"],
  check: (c) => when(c.publicKey?.type === "EC" && (c.keyUsage.has("keyEncipherment") || c.keyUsage.has("dataEncipherment"))),
};
