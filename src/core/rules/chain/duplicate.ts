import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The same certificate was sent more than once. */
export const duplicate: Rule<RuleContext> = {
  id: "chain/duplicate",
  place: 360,
  severity: "notice",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain, sent }) {
    for (const [i, { sha256, role }] of (chain?.sent ?? []).entries()) {
      if (role === "duplicate") yield { certificate: sha256, params: [String(sent?.[i]?.der.length ?? 0)] };
    }
  },
};
