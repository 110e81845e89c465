import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const IA5_STRING = 22;

/** Notice in IA5String. */
export const policyTextIa5: CertificateRule = {
  id: "certificate/policy-text-ia5",
  severity: "error",
  citation: rfc(6818, "3"),
  effective: { from: "2013-01-01" },
  sameAs: ["zlint:e_ext_cert_policy_explicit_text_ia5_string"],
  check: (c) => when(c.explicitTexts.some(({ tag }) => tag === IA5_STRING)),
};
