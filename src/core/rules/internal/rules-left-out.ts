import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { capsOf, leftOut, OWN_PROMISE } from "./promise.ts";

/** Rules that are named; the rest is counted. */
const MAX_NAMED = 10;

/** A certificate was so large that its budget of work did not last for every rule. */
export const rulesLeftOut: Rule<RuleContext> = {
  id: "internal/rules-left-out",
  severity: "warning",
  citation: OWN_PROMISE,
  *check(context) {
    for (const [certificate, rules] of leftOut(context)) {
      const names = rules.slice(0, MAX_NAMED).map(({ rule }) => rule).join(", ");
      yield { params: [String(rules.length), rules.length > MAX_NAMED ? `${names} …` : names], ...(certificate === undefined ? {} : { certificate }), ...capsOf(rules) };
    }
  },
};
