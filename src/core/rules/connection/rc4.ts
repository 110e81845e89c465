import { SUITES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** RC4, in any version. */
export const rc4: Rule<RuleContext> = {
  id: "connection/rc4",
  place: 80,
  severity: "error",
  cap: "B",
  citation: { document: "RFC 7465", section: "2", url: "https://www.rfc-editor.org/rfc/rfc7465" },
  fixes: SUITES,
  *check({ suite }) {
    if (suite?.cipher.startsWith("RC4_") === true) yield { params: [suite.name] };
  },
};
