// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.
import type { RuleContext } from "../context.ts";
import type { Rule } from "../rule.ts";
import type { PageContext } from "../page-context.ts";
import { hstsMissing } from "./hsts-missing.ts";
import { hstsShort } from "./hsts-short.ts";
import { mixedContentActive } from "./mixed-content-active.ts";
import { mixedContentPassive } from "./mixed-content-passive.ts";
import { plainHttp } from "./plain-http.ts";
import { redirectFromHttp } from "./redirect-from-http.ts";

export const HOST_RULES: readonly Rule<RuleContext>[] = [
  plainHttp,
  hstsMissing,
  hstsShort,
];

export const HOST_PAGE_RULES: readonly Rule<PageContext>[] = [
  mixedContentActive,
  mixedContentPassive,
  redirectFromHttp,
];
