import { CERTIFICATE_RULES_OVER_CHAIN } from "./certificate/run/over-chain.ts";
import type { RuleContext } from "./context.ts";
import { CERTIFICATE_RULES, CHAIN_RULES, CONNECTION_RULES, HOST_PAGE_RULES, HOST_RULES, INTERCEPTION_RULES, INTERNAL_RULES, TRANSPARENCY_RULES } from "./lists.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleData } from "./rule.ts";

/** Of the rules about one connection, those that look at what was negotiated and at the header; they give the same for connections alike in it, for the same leaf. */
export const NEGOTIATION_RULES: readonly Rule<RuleContext>[] = [...CONNECTION_RULES, ...HOST_RULES];

/** Those that look at the host and at its certificates alone, and come behind. */
export const STANDING_RULES: readonly Rule<RuleContext>[] = [...CERTIFICATE_RULES, ...CHAIN_RULES, ...TRANSPARENCY_RULES];

/** Those that tell of who is in the middle, and come first. */
export const FIRST_RULES: readonly Rule<RuleContext>[] = INTERCEPTION_RULES;

/** The rules about one connection, in the order in which findings are given: kind by kind, each in the order of its list. */
export const RULES: readonly Rule<RuleContext>[] = [...FIRST_RULES, ...NEGOTIATION_RULES, ...STANDING_RULES, ...CERTIFICATE_RULES_OVER_CHAIN];

/** The rules about a page as a whole. */
export const PAGE_RULES: readonly Rule<PageContext>[] = HOST_PAGE_RULES;

/** Every rule, for those who tell of rules and do not run them; those about rules that gave no answer run with all others. */
export const EVERY_RULE: readonly RuleData[] = [...RULES, ...PAGE_RULES, ...INTERNAL_RULES];
