import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Key may sign certificates without being a CA’s. */
export const certSignWithoutCa: CertificateRule = {
  id: "certificate/cert-sign-without-ca",
  severity: "error",
  citation: rfc(5280, "4.2.1.9"),
  weighs: true,
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_ext_key_usage_cert_sign_without_ca"],
  check: (c) => when(c.keyUsage.has("keyCertSign") && !c.isCa),
};
