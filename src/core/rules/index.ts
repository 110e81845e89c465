import { CERTIFICATE_RULES } from "./certificate/index.ts";
import { CERTIFICATE_RULES_OVER_CHAIN } from "./certificate/run/over-chain.ts";
import { CHAIN_RULES } from "./chain/index.ts";
import { CONNECTION_RULES } from "./connection/index.ts";
import type { RuleContext } from "./context.ts";
import { HOST_PAGE_RULES, HOST_RULES } from "./host/index.ts";
import { INTERCEPTION_RULES } from "./interception/index.ts";
import { INTERNAL_RULES } from "./internal/index.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleData } from "./rule.ts";
import { TRANSPARENCY_RULES } from "./transparency/index.ts";

/** The rules about one connection, in the order in which findings are given: folder by folder, each in the order of its list. */
export const RULES: readonly Rule<RuleContext>[] = [
  ...INTERCEPTION_RULES,
  ...CONNECTION_RULES,
  ...HOST_RULES,
  ...CERTIFICATE_RULES,
  ...CHAIN_RULES,
  ...TRANSPARENCY_RULES,
  ...CERTIFICATE_RULES_OVER_CHAIN,
];

/** The rules about a page as a whole. */
export const PAGE_RULES: readonly Rule<PageContext>[] = HOST_PAGE_RULES;

/** Every rule, for those who tell of rules and do not run them; those about rules that gave no answer run with all others. */
export const EVERY_RULE: readonly RuleData[] = [...RULES, ...PAGE_RULES, ...INTERNAL_RULES];
