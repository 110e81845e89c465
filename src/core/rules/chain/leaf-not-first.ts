import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** Another certificate than the server's own comes first, which no handshake survives. */
export const leafNotFirst: Rule<RuleContext> = {
  id: "chain/leaf-not-first",
  place: 350,
  severity: "error",
  cap: "T",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain }) {
    if (chain?.leafFirst !== false) return;
    const leaf = chain.path?.[0] ?? chain.partialPath[0];
    // Where a browser accepted, what came first to it was the server's own: it was sent something else.
    const accepted = chain.decidedBy === "browser" && chain.verdict === "valid";
    yield { ...(leaf === undefined ? {} : { certificate: leaf }), ...(accepted ? { advice: true as const } : {}) };
  },
};
