// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { browserNotCompliant } from "./browser-not-compliant.ts";
import { invalidSct } from "./invalid-sct.ts";
import { noScts } from "./no-scts.ts";
import { oneOperator } from "./one-operator.ts";
import { sctInFuture } from "./sct-in-future.ts";
import { tooFewScts } from "./too-few-scts.ts";

export const TRANSPARENCY_RULES: readonly Rule<RuleContext>[] = [
  browserNotCompliant,
  noScts,
  tooFewScts,
  oneOperator,
  sctInFuture,
  invalidSct,
];
