import type { Finding, Grade } from "../assessment.ts";
import { messageStem } from "../chain/message-stem.ts";
import type { Text } from "../text/message-text.ts";
import type { RuleContext } from "./context.ts";
import { ruleFailed } from "./internal/rule-failed.ts";
import { INTERNAL_RULES } from "./lists.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleHit } from "./rule.ts";
import { failureOf, type Unjudged } from "./unjudged.ts";

/** One hit of one rule, with what follows from it. */
export interface JudgedHit {
  finding: Finding;
  /** The best letter that is left. */
  cap?: Grade;
  /** Where in the certificate's DER, in bytes. */
  offset?: number;
  /** Of a rule about form alone. */
  form?: true;
  /** Of what gave no answer: the letters to which it could have bounded the grade. */
  couldCap?: readonly Grade[];
}

export { messageStem };

/**
 * Runs the rules, in order. What a rule throws, whatever it is, becomes a finding behind all others, as does what gave no
 * answer before (`context.unjudged`); the other rules go on.
 */
export function runRules(rules: readonly Rule<RuleContext>[], context: RuleContext, text: Text): JudgedHit[] {
  const unjudged: Unjudged[] = [...context.unjudged ?? []];
  const judged = hitsOf(rules, context, text, unjudged);
  return unjudged.length === 0 ? judged : [...judged, ...findingsOf(unjudged, context, text)];
}

/** The hits of the rules, in order; `unjudged` is told what gave no answer. */
export function hitsOf(rules: readonly Rule<RuleContext>[], context: RuleContext, text: Text, unjudged: Unjudged[]): JudgedHit[] {
  const judged: JudgedHit[] = [];
  for (const rule of rules) {
    const cap = isAdvice(rule, context) ? undefined : rule.cap;
    try {
      for (const hit of rule.check(context)) {
        if (hit.unjudged === undefined) judged.push(judge(rule, hit, context, text));
        else unjudged.push({ rule: rule.id, ...hit.unjudged, ...(hit.certificate !== undefined && { certificate: hit.certificate }), ...(cap !== undefined && { cap }) });
      }
    } catch (thrown) {
      unjudged.push(failureOf(rule.id, thrown, cap));
    }
  }
  return judged;
}

/** What is said of rules that gave no answer. */
export function findingsOf(unjudged: readonly Unjudged[], context: RuleContext, text: Text): JudgedHit[] {
  if (unjudged.length === 0) return [];
  const facts = { ...context, unjudged };
  return INTERNAL_RULES.flatMap((rule) => Array.from(rule.check(facts), (hit) => judge(rule, hit, facts, text)));
}

/** A rule that binds public CAs alone, and a chain that ends at none, or nobody told. */
function isAdvice({ binds }: Rule<RuleContext>, context: RuleContext): boolean {
  // Of those that bind no one alone, who trusts the anchor is not looked at: it need not be at hand.
  return binds === "public-cas" && context.anchorKind !== "public";
}

function judge(rule: Rule<RuleContext>, { certificate, params = [], offset, sameAs = rule.sameAs, couldCap, advice: told }: RuleHit, context: RuleContext, text: Text): JudgedHit {
  const advice = told === true || isAdvice(rule, context);
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
    ...(couldCap === undefined ? {} : { couldCap }),
  };
}

/** Runs the rules about a page as a whole, in order. One that throws becomes a finding in its place. */
export function runPageRules(rules: readonly Rule<PageContext>[], page: PageContext, text: Text): Finding[] {
  return rules.flatMap((rule) => {
    try {
      return Array.from(rule.check(page), ({ params = [] }) => findingOf(rule, params, text));
    } catch (thrown) {
      const { message = "" } = failureOf(rule.id, thrown);
      return [findingOf(ruleFailed, [rule.id, message], text)];
    }
  });
}

function findingOf({ id, severity }: Pick<Finding, "severity"> & { id: string }, params: string[], text: Text): Finding {
  return { rule: id, severity, params, message: text(`${messageStem(id)}_message`, params) };
}
