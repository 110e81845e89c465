import { CHAIN_FILE } from "../../fixes.ts";
import type { RuleContext } from "../../context.ts";
import type { Rule } from "../../rule.ts";
import { expired } from "./expired.ts";
import { nameMismatch } from "./name-mismatch.ts";
import { notYetValid } from "./not-yet-valid.ts";

/** Whether another rule says why the browser did not accept the chain. */
function explained(context: RuleContext): boolean {
  return [nameMismatch, expired, notYetValid].some((rule) => Array.from(rule.check(context)).length > 0);
}

/** The browser found no path from the leaf to an anchor that it trusts. */
export const untrusted: Rule<RuleContext> = {
  id: "certificate/untrusted",
  place: 80,
  severity: "error",
  cap: "T",
  citation: { document: "RFC 5280", section: "6.1", url: "https://www.rfc-editor.org/rfc/rfc5280" },
  fixes: CHAIN_FILE,
  *check(context) {
    const { chainValid, exception, leaf, host } = context;
    if (chainValid !== false) return;
    // Firefox names trust before the name and the name before the time: another reason than trust says that it trusted the chain.
    if (exception !== "trust" && explained(context)) return;
    yield { ...(leaf === undefined ? {} : { certificate: leaf.sha256 }), params: [host] };
  },
};
