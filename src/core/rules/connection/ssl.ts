import { VERSIONS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** SSL 2.0 or 3.0. */
export const ssl: Rule<RuleContext> = {
  id: "connection/ssl",
  place: 10,
  severity: "error",
  cap: "F",
  citation: { document: "RFC 7568", section: "3", url: "https://www.rfc-editor.org/rfc/rfc7568" },
  fixes: VERSIONS,
  *check({ version }) {
    if (version === "SSL 2.0" || version === "SSL 3.0") yield { params: [version] };
  },
};
