import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** A sent certificate that is part of no path that a client needs. Duplicates and the anchor have rules of their own. */
export const superfluousCertificate: Rule<RuleContext> = {
  id: "chain/superfluous-certificate",
  place: 320,
  severity: "notice",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain, sent }) {
    const cost = chain?.cost;
    // Where the path is not known, nobody can tell what is superfluous.
    if (!cost || chain.path === null) return;
    for (const [i, { sha256, role, needed }] of chain.sent.entries()) {
      if (needed || (role !== "unrelated" && role !== "alternate")) continue;
      yield { certificate: sha256, params: [role, String(sent?.[i]?.der.length ?? 0), String(cost.bytes), String(cost.superfluousBytes)] };
    }
  },
};
