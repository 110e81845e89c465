import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { INTERCEPTION_STUDY, isCalm } from "./verdict.ts";

/** A CA reads this connection that the person said to expect. */
export const expected: Rule<RuleContext> = {
  id: "interception/expected",
  place: 80,
  severity: "notice",
  citation: INTERCEPTION_STUDY,
  *check({ interception }) {
    if (interception?.expected !== undefined && interception.verdict === "known" && isCalm(interception)) yield { params: [interception.expected.name] };
  },
};
