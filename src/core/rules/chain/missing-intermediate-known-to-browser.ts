import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The browser built the chain with an intermediate that was never sent, and without it there is none. */
export const missingIntermediateKnownToBrowser: Rule<RuleContext> = {
  id: "chain/missing-intermediate-known-to-browser",
  place: 380,
  severity: "warning",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain }) {
    if (chain?.sentSuffices !== false || chain.decidedBy !== "browser" || chain.verdict !== "valid") return;
    for (const sha256 of chain.builtNeverSent) yield { certificate: sha256 };
  },
};
