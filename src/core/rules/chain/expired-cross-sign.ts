import { CHAIN_FILE } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The server sent a certificate that tied a CA of the path to another root, and that has expired. */
export const expiredCrossSign: Rule<RuleContext> = {
  id: "chain/expired-cross-sign",
  place: 390,
  severity: "warning",
  citation: { document: "RFC 4158", section: "3.5.4", url: "https://www.rfc-editor.org/rfc/rfc4158" },
  fixes: CHAIN_FILE,
  *check({ chain }) {
    for (const { sha256, notAfter } of chain?.expiredCrossSigns ?? []) {
      yield { certificate: sha256, params: [new Date(notAfter).toISOString().slice(0, 10)] };
    }
  },
};
