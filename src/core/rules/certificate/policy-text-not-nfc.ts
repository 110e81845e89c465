import { rfc } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { isNfc } from "./lint/text.ts";

const UTF8_STRING = 12;

/** Notice that is not normalised. */
export const policyTextNotNfc: CertificateRule = {
  id: "certificate/policy-text-not-nfc",
  severity: "warning",
  citation: rfc(6818, "3"),
  effective: { from: "2013-01-01" },
  sameAs: ["zlint:w_ext_cert_policy_explicit_text_not_nfc"],
  check: (c) => when(c.explicitTexts.some(({ tag, text }) => tag === UTF8_STRING && !isNfc(text))),
};
