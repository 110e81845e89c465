import type { Grade } from "../../assessment.ts";
import type { ChainErrorRule } from "../../chain/fault.ts";
import type { ChainError } from "../../chain/result.ts";
import type { RuleContext } from "../context.ts";
import type { Citation, Fixes, Rule } from "../rule.ts";

interface PathError {
  id: ChainErrorRule;
  place: number;
  /** Default T: a chain that does not hold is not trusted. */
  cap?: Grade;
  citation: Citation;
  fixes?: Fixes;
  /** Rules that say the same of a certificate by itself, and no more mildly: where one of them does, it is not said again. */
  sameFaultAs?: readonly Rule<RuleContext>[];
}

/** The rule of one reason for which path validation refuses a chain. */
export function pathError({ id, place, cap = "T", citation, fixes, sameFaultAs = [] }: PathError): Rule<RuleContext> {
  return {
    id, place, severity: "error", cap, citation,
    ...(fixes === undefined ? {} : { fixes }),
    *check(context) {
      const { errors = [], advice = [] } = context.chain ?? {};
      for (const error of [...errors, ...advice]) {
        if (error.rule !== id || isRepeated(error, advice, errors) || sameFaultAs.some((rule) => (rule.cap === "T" || rule.cap === "M") && fires(rule, context, error.certificate))) continue;
        yield {
          params: [...error.params],
          ...(error.certificate === undefined ? {} : { certificate: error.certificate }),
          ...(error.offset === undefined ? {} : { offset: error.offset }),
          ...(errors.includes(error) ? {} : { advice: true as const }),
        };
      }
    },
  };
}

/** Advice of one rule on one certificate is one finding, and none where the rule fails that certificate. */
function isRepeated(error: ChainError, advice: readonly ChainError[], errors: readonly ChainError[]): boolean {
  if (!advice.includes(error)) return false;
  const same = ({ rule, certificate }: ChainError): boolean => rule === error.rule && certificate === error.certificate;
  return errors.some(same) || advice.find(same) !== error;
}

/** Whether the rule has something to say of this certificate, or of the chain as a whole. */
function fires(rule: Rule<RuleContext>, context: RuleContext, certificate: string | undefined): boolean {
  for (const hit of rule.check(context)) {
    if (certificate === undefined || hit.certificate === undefined || hit.certificate === certificate) return true;
  }
  return false;
}
