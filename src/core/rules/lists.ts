import type { CertificateRule } from "./certificate/lint/rule.ts";
import type { RuleContext } from "./context.ts";
import { FOUND } from "./found/found.ts";
import type { PageContext } from "./page-context.ts";
import type { Rule, RuleData } from "./rule.ts";

/** Rules without a place come after those with one. */
const LAST = Number.MAX_SAFE_INTEGER;

// What a rule is given follows from the folder that its file lies in; each file declares the type, so that it is checked there.

/** About one connection. */
export const INTERCEPTION_RULES = rulesIn<Rule<RuleContext>>(/^interception$/);
export const CONNECTION_RULES = rulesIn<Rule<RuleContext>>(/^connection$/);
export const HOST_RULES = rulesIn<Rule<RuleContext>>(/^host$/);
export const CHAIN_RULES = rulesIn<Rule<RuleContext>>(/^chain$/);
export const TRANSPARENCY_RULES = rulesIn<Rule<RuleContext>>(/^transparency$/);
/** About the certificates of a connection, as it uses them. */
export const CERTIFICATE_RULES = rulesIn<Rule<RuleContext>>(/^certificate\/in-use$/);

/** About one certificate, whatever connection shows it. */
export const CERTIFICATE_LINTS = rulesIn<CertificateRule>(/^certificate(?!\/in-use$)/);

/** About a page as a whole. */
export const HOST_PAGE_RULES = rulesIn<Rule<PageContext>>(/^host\/page$/);

/** What the files of a folder export that is a rule or a list of rules, in the order of their findings: by place, and then by id. */
function rulesIn<Kind extends RuleData>(where: RegExp): readonly Kind[] {
  const rules = FOUND.flatMap(({ folder, exported }) => where.test(folder) ? exported.flat().filter((value) => isRule(value)) as Kind[] : []);
  return rules.sort((a, b) => (a.place ?? LAST) - (b.place ?? LAST) || (a.id < b.id ? -1 : 1));
}

function isRule(value: unknown): value is RuleData {
  return typeof value === "object" && value !== null && "id" in value && "citation" in value && "check" in value;
}
