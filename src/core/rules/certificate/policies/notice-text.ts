import { rfc } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, when, type RuleRow } from "../lint/rule.ts";
import { hasControl, isNfc } from "../lint/text.ts";

const UTF8_STRING = 12;
const IA5_STRING = 22;

interface NoticeText extends RuleRow {
  bad: (notice: CertificateFacts["explicitTexts"][number]) => boolean;
}

/** The text of a user notice. */
export const NOTICE_TEXT = family<NoticeText>([
  {
    id: "certificate/policy-text-control", severity: "warning", citation: rfc(6818, "3"),
    effective: { from: "2013-01-01" }, sameAs: ["zlint:w_ext_cert_policy_explicit_text_includes_control"], bad: ({ tag, text }) => tag === UTF8_STRING && hasControl(text),
  },
  {
    id: "certificate/policy-text-ia5", severity: "error", citation: rfc(6818, "3"),
    effective: { from: "2013-01-01" }, sameAs: ["zlint:e_ext_cert_policy_explicit_text_ia5_string"], bad: ({ tag }) => tag === IA5_STRING,
  },
  {
    id: "certificate/policy-text-not-nfc", severity: "warning", citation: rfc(6818, "3"),
    effective: { from: "2013-01-01" }, sameAs: ["zlint:w_ext_cert_policy_explicit_text_not_nfc"], bad: ({ tag, text }) => tag === UTF8_STRING && !isNfc(text),
  },
  {
    id: "certificate/policy-text-not-utf8", severity: "warning", citation: rfc(6818, "3"),
    effective: { from: "2013-01-01" }, sameAs: ["zlint:w_ext_cert_policy_explicit_text_not_utf8"], bad: ({ tag }) => tag !== UTF8_STRING,
  },
  {
    id: "certificate/policy-text-too-long", severity: "error", citation: rfc(6818, "3"),
    effective: { from: "2013-01-01" }, sameAs: ["zlint:e_ext_cert_policy_explicit_text_too_long"], bad: ({ text }) => new TextEncoder().encode(text).length > 200,
  },
], (c, { bad }) => when(c.explicitTexts.some(bad)));
