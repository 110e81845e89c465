import type { Grade } from "../../assessment.ts";
import type { ChainErrorRule } from "../../chain/fault.ts";
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
      for (const error of context.chain?.errors ?? []) {
        if (error.rule !== id || sameFaultAs.some((rule) => (rule.cap === "T" || rule.cap === "M") && fires(rule, context, error.certificate))) continue;
        yield {
          params: [...error.params],
          ...(error.certificate === undefined ? {} : { certificate: error.certificate }),
          ...(error.offset === undefined ? {} : { offset: error.offset }),
        };
      }
    },
  };
}

/** Whether the rule has something to say of this certificate, or of the chain as a whole. */
function fires(rule: Rule<RuleContext>, context: RuleContext, certificate: string | undefined): boolean {
  for (const hit of rule.check(context)) {
    if (certificate === undefined || hit.certificate === undefined || hit.certificate === certificate) return true;
  }
  return false;
}
