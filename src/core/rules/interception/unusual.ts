import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { INTERCEPTION_STUDY, verdictHit } from "./verdict.ts";

/** A sign of somebody in the middle, and too little to say so. */
export const unusual: Rule<RuleContext> = {
  id: "interception/unusual",
  place: 70,
  severity: "notice",
  citation: INTERCEPTION_STUDY,
  check: (context) => verdictHit(context, "unusual"),
};
