import { x690 } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Extension is not in DER. */
export const extensionCriticalDefault: CertificateRule = {
  id: "certificate/extension-critical-default",
  severity: "error",
  citation: x690("11.5"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_cert_ext_invalid_der"],
  check: (c) => when(c.certificate.problems.some(({ code, message }) => code === "default-encoded" && message.startsWith("An extension says"))),
};
