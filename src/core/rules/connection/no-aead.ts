import { SUITES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The suite encrypts and authenticates in two steps. */
export const noAead: Rule<RuleContext> = {
  id: "connection/no-aead",
  place: 60,
  severity: "warning",
  cap: "B",
  citation: { document: "RFC 9325", section: "4.2", url: "https://www.rfc-editor.org/rfc/rfc9325" },
  fixes: SUITES,
  *check({ suite }) {
    if (suite !== undefined && suite.mode !== "AEAD") yield { params: [suite.name] };
  },
};
