import type { InterceptionAssessment } from "../../assessment.ts";
import type { RuleContext } from "../context.ts";
import type { Citation, Rule, RuleHit } from "../rule.ts";

/** How interception looks, and what it does to connections. */
export const INTERCEPTION_STUDY: Citation = { document: "Durumeric et al., The Security Impact of HTTPS Interception (NDSS 2017)", section: "2", url: "https://doi.org/10.14722/ndss.2017.23456" };

/** Whether all that was found follows from a CA that the person expects. */
export function isCalm({ expected, evidence }: InterceptionAssessment): boolean {
  return expected !== undefined && evidence.every(({ weight }) => weight === 0);
}

/** A hit for a verdict: who it is by name, and how much evidence there is. */
export function* verdictHit({ interception, leaf, path }: RuleContext, verdict: InterceptionAssessment["verdict"]): Generator<RuleHit> {
  if (interception?.verdict !== verdict || isCalm(interception)) return;
  const issuer = path.at(-1)?.read(({ issuer: name }) => name.toString()) ?? "";
  const counted = interception.evidence.filter(({ weight }) => weight > 0);
  const [strongest] = counted;
  yield {
    ...(leaf === undefined ? {} : { certificate: leaf.sha256 }),
    params: [interception.label ?? issuer, issuer, String(counted.length), strongest?.message ?? ""],
  };
}

/** A rule that says again, as a finding, what one kind of evidence has found and nothing excuses. */
export function evidenceRule(rule: Omit<Rule<RuleContext>, "check">, evidence: string): Rule<RuleContext> {
  return {
    ...rule,
    *check({ interception }) {
      for (const { id, params, excused, certificates: [certificate] } of interception?.evidence ?? []) {
        if (id === evidence && excused !== true) yield { params, ...(certificate === undefined ? {} : { certificate }) };
      }
    },
  };
}
