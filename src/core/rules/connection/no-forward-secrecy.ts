import { SUITES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** Whoever gets the server's key later can read what was recorded today. */
export const noForwardSecrecy: Rule<RuleContext> = {
  id: "connection/no-forward-secrecy",
  place: 50,
  severity: "warning",
  cap: "B",
  citation: { document: "RFC 9325", section: "4.1", url: "https://www.rfc-editor.org/rfc/rfc9325" },
  fixes: SUITES,
  *check({ suite }) {
    if (suite?.forwardSecrecy === false) yield { params: [suite.name] };
  },
};
