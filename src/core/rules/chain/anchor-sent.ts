import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The trust anchor was sent along, which a client has already or does not believe. */
export const anchorSent: Rule<RuleContext> = {
  id: "chain/anchor-sent",
  place: 370,
  severity: "notice",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain, sent }) {
    for (const [i, { sha256, role }] of (chain?.sent ?? []).entries()) {
      if (role === "anchor") yield { certificate: sha256, params: [String(sent?.[i]?.der.length ?? 0)] };
    }
  },
};
