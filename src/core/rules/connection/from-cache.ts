import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The response came from a cache: the connection is the one that first fetched it. */
export const fromCache: Rule<RuleContext> = {
  id: "connection/from-cache",
  place: 160,
  severity: "notice",
  citation: { document: "RFC 9111", section: "4", url: "https://www.rfc-editor.org/rfc/rfc9111" },
  *check({ fromCache }) {
    if (fromCache) yield {};
  },
};
