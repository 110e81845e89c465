import type { Finding, Grade } from "../assessment.ts";
import { messageStem } from "../chain/message-stem.ts";
import type { Text } from "../text/message-text.ts";
import type { RuleContext } from "./context.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleHit } from "./rule.ts";

/** One hit of one rule, with what follows from it. */
export interface JudgedHit {
  finding: Finding;
  /** The best letter that is left. */
  cap?: Grade;
  /** Where in the certificate's DER, in bytes. */
  offset?: number;
  /** Of a rule about form alone. */
  form?: true;
}

export { messageStem };

/** Runs the rules, in order. Throws what a rule throws, which is a fault of the rule. */
export function runRules(rules: readonly Rule<RuleContext>[], context: RuleContext, text: Text): JudgedHit[] {
  const judged: JudgedHit[] = [];
  for (const rule of rules) {
    for (const hit of rule.check(context)) judged.push(judge(rule, hit, context, text));
  }
  return judged;
}

function judge(rule: Rule<RuleContext>, { certificate, params = [], offset, sameAs = rule.sameAs }: RuleHit, context: RuleContext, text: Text): JudgedHit {
  const advice = rule.binds === "public-cas" && context.anchorKind !== "public";
  return {
    finding: {
      rule: rule.id,
      severity: advice ? "notice" : rule.severity,
      ...(certificate === undefined ? {} : { certificate }),
      params,
      message: text(`${messageStem(rule.id)}_message`, params),
      ...(sameAs === undefined ? {} : { sameAs }),
    },
    ...(rule.cap === undefined || advice ? {} : { cap: rule.cap }),
    ...(offset === undefined ? {} : { offset }),
    ...(rule.form === undefined ? {} : { form: rule.form }),
  };
}

/** Runs the rules about a page as a whole, in order. */
export function runPageRules(rules: readonly Rule<PageContext>[], page: PageContext, text: Text): Finding[] {
  return rules.flatMap((rule) => Array.from(rule.check(page), ({ params = [] }) => ({
    rule: rule.id, severity: rule.severity, params, message: text(`${messageStem(rule.id)}_message`, params),
  })));
}
