import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The leaf comes first, and then the intermediates in another order than each followed by its issuer. */
export const wrongOrder: Rule<RuleContext> = {
  id: "chain/wrong-order",
  place: 340,
  severity: "warning",
  citation: { document: "RFC 5246", section: "7.4.2", url: "https://www.rfc-editor.org/rfc/rfc5246" },
  fixes: CHAIN_FILE,
  *check({ chain }) {
    if (chain?.ordered === false && chain.leafFirst === true) yield {};
  },
};
