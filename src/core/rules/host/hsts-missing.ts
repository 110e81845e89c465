import { HSTS } from "../fixes.ts";
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";

/** The response came without Strict-Transport-Security. The header means nothing for IP addresses (RFC 6797 section 8.1.1). */
export const hstsMissing: Rule<RuleContext> = {
  id: "host/hsts-missing",
  place: 20,
  severity: "warning",
  cap: "A-",
  citation: { document: "RFC 6797", section: "7.1", url: "https://www.rfc-editor.org/rfc/rfc6797" },
  fixes: HSTS,
  *check({ plain, hostIsAddress, hsts, host }) {
    if (!plain && !hostIsAddress && hsts === null) yield { params: [host] };
  },
};
