import type { CertificateRule } from "./certificate/lint/rule.ts";
import type { RuleContext } from "./context.ts";
import { FOUND } from "./found/found.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleData } from "./rule.ts";

/** Rules without a place come after those with one. */
const LAST = Number.MAX_SAFE_INTEGER;

// What a rule is given follows from the folder that its file lies in; each file declares the type, so that it is checked there.

/** About one connection. */
export const INTERCEPTION_RULES = rulesIn(/^interception$/) as readonly Rule<RuleContext>[];
export const CONNECTION_RULES = rulesIn(/^connection$/) as readonly Rule<RuleContext>[];
export const HOST_RULES = rulesIn(/^host$/) as readonly Rule<RuleContext>[];
export const CHAIN_RULES = rulesIn(/^chain$/) as readonly Rule<RuleContext>[];
export const TRANSPARENCY_RULES = rulesIn(/^transparency$/) as readonly Rule<RuleContext>[];
/** About the certificates of a connection, as it uses them. */
export const CERTIFICATE_RULES = rulesIn(/^certificate\/in-use$/) as readonly Rule<RuleContext>[];

/** About rules that gave no answer. */
export const INTERNAL_RULES = rulesIn(/^internal$/) as readonly Rule<RuleContext>[];

/** About one certificate, whatever connection shows it. */
export const CERTIFICATE_LINTS = rulesIn(/^certificate(?!\/in-use$)/) as readonly CertificateRule[];

/** About a page as a whole. */
export const HOST_PAGE_RULES = rulesIn(/^host\/page$/) as readonly Rule<PageContext>[];

/** What the files of a folder export that is a rule or a list of rules, in the order of their findings: by place, and then by id. */
function rulesIn(where: RegExp): readonly RuleData[] {
  const rules = FOUND.flatMap(({ folder, exported }) => where.test(folder) ? exported.flat().filter((value) => isRule(value)) : []);
  return rules.sort((a, b) => (a.place ?? LAST) - (b.place ?? LAST) || (a.id < b.id ? -1 : 1));
}

function isRule(value: unknown): value is RuleData {
  return typeof value === "object" && value !== null && "id" in value && "citation" in value && "check" in value;
}
