import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const UTF8_STRING = 12;

/** Notice in another type than UTF8String. */
export const policyTextNotUtf8: CertificateRule = {
  id: "certificate/policy-text-not-utf8",
  severity: "warning",
  citation: rfc(6818, "3"),
  effective: { from: "2013-01-01" },
  sameAs: ["zlint:w_ext_cert_policy_explicit_text_not_utf8"],
  check: (c) => when(c.explicitTexts.some(({ tag }) => tag !== UTF8_STRING)),
};
