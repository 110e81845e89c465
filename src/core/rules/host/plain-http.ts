import { TO_HTTPS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** No TLS at all. */
export const plainHttp: Rule<RuleContext> = {
  id: "host/plain-http",
  place: 10,
  severity: "error",
  citation: { document: "RFC 9110", section: "4.2.2", url: "https://www.rfc-editor.org/rfc/rfc9110" },
  fixes: TO_HTTPS,
  *check({ plain, host }) {
    if (plain) yield { params: [host] };
  },
};
