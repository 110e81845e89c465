import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { hasControl } from "./lint/text.ts";

const UTF8_STRING = 12;

/** Control characters in a notice. */
export const policyTextControl: CertificateRule = {
  id: "certificate/policy-text-control",
  severity: "warning",
  citation: rfc(6818, "3"),
  effective: { from: "2013-01-01" },
  sameAs: ["zlint:w_ext_cert_policy_explicit_text_includes_control"],
  check: (c) => when(c.explicitTexts.some(({ tag, text }) => tag === UTF8_STRING && hasControl(text))),
};
