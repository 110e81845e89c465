import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The server left out an intermediate that a client without it cannot do without. */
export const incomplete: Rule<RuleContext> = {
  id: "chain/incomplete",
  place: 330,
  severity: "warning",
  cap: "B",
  citation: { document: "RFC 8446", section: "4.4.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  fixes: CHAIN_FILE,
  *check({ chain }) {
    if (chain?.sentSuffices !== false) return;
    for (const { of, after, issuer, urls } of chain.whereToGet) {
      // The issuer is here, and what it is said to have signed is not what it signed.
      if (chain.errors.some(({ rule, certificate }) => rule === "chain/bad-signature" && certificate === of)) continue;
      yield { certificate: of, params: [issuer, after, urls.length > 0 ? urls.join(" ") : "–"] };
    }
  },
};
