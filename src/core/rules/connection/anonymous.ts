import { SUITES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** Nobody proved who the server is. */
export const anonymous: Rule<RuleContext> = {
  id: "connection/anonymous",
  place: 100,
  severity: "error",
  cap: "F",
  citation: { document: "RFC 5246", section: "A.5", url: "https://www.rfc-editor.org/rfc/rfc5246" },
  fixes: SUITES,
  *check({ suite }) {
    if (suite?.authentication === "anonymous") yield { params: [suite.name] };
  },
};
