// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import { ruleFailed } from "./rule-failed.ts";
import { rulesLeftOut } from "./rules-left-out.ts";

export const INTERNAL_RULES: readonly Rule<RuleContext>[] = [
  ruleFailed,
  rulesLeftOut,
];
