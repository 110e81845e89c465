import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** A session was resumed: what the full handshake agreed on still holds. */
export const resumed: Rule<RuleContext> = {
  id: "connection/resumed",
  place: 150,
  severity: "notice",
  citation: { document: "RFC 8446", section: "2.2", url: "https://www.rfc-editor.org/rfc/rfc8446" },
  *check({ resumed }) {
    if (resumed === true) yield {};
  },
};
