import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { INTERCEPTION_STUDY, verdictHit } from "./verdict.ts";

/** A program or a CA that is known for it reads this connection. */
export const known: Rule<RuleContext> = {
  id: "interception/known",
  place: 10,
  severity: "error",
  citation: INTERCEPTION_STUDY,
  check: (context) => verdictHit(context, "known"),
};
