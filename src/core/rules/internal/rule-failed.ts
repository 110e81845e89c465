import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { capsOf, thrownRules, OWN_PROMISE } from "./promise.ts";

/** Failures told one by one; the rest is told in one. */
const MAX_TOLD = 100;

/** A part of the judgement threw; the rest went on. */
export const ruleFailed: Rule<RuleContext> = {
  id: "internal/rule-failed",
  severity: "warning",
  citation: OWN_PROMISE,
  *check(context) {
    const all = thrownRules(context);
    for (const failure of all.slice(0, MAX_TOLD)) {
      const { rule, message, certificate } = failure;
      yield { params: [rule, message], ...(certificate === undefined ? {} : { certificate }), ...capsOf([failure]) };
    }
    const rest = all.slice(MAX_TOLD);
    const [next] = rest;
    if (next !== undefined) yield { params: [`${next.rule} (+ ${String(rest.length - 1)})`, next.message], ...capsOf(rest) };
  },
};
