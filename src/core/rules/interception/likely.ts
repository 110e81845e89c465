import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { INTERCEPTION_STUDY, verdictHit } from "./verdict.ts";

/** Several signs say that somebody between this browser and the server reads this connection. */
export const likely: Rule<RuleContext> = {
  id: "interception/likely",
  place: 20,
  severity: "error",
  citation: INTERCEPTION_STUDY,
  check: (context) => verdictHit(context, "likely"),
};
