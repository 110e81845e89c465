import { SUITES } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** No encryption, an export suite, or fewer than 112 bits. */
export const exportOrNull: Rule<RuleContext> = {
  id: "connection/export-or-null",
  place: 90,
  severity: "error",
  cap: "F",
  citation: { document: "RFC 9325", section: "4.1", url: "https://www.rfc-editor.org/rfc/rfc9325" },
  fixes: SUITES,
  *check({ suite }) {
    if (suite !== undefined && (suite.export || suite.bits < 112)) yield { params: [suite.name, String(suite.bits)] };
  },
};
