import { english } from "../cli/messages.ts";
import { EVERY_RULE } from "../src/core/rules/index.ts";
import type { Fixes, RuleData } from "../src/core/rules/rule.ts";
import { messageStem } from "../src/core/rules/run.ts";

const SERVERS: readonly (readonly [keyof Fixes, string])[] = [["nginx", "nginx"], ["apache", "Apache"], ["caddy", "Caddy"], ["haproxy", "HAProxy"]];

/** All rules in Markdown, by folder: docs/rules.md. */
export function rulesDocument(): string {
  const folders = [...new Set(EVERY_RULE.map(({ id }) => folderOf(id)))];
  const lints = new Set(EVERY_RULE.flatMap(({ sameAs = [] }) => sameAs));
  return [
    "# Rules",
    `Generated from the registry by \`npm run docs:rules\`: ${String(EVERY_RULE.length)} rules, which stand for ${String(lints.size)} lints of others.`,
    "A cap is the best grade that a connection can have where the rule fires. Rules that bind public CAs are notices, without a cap, where the chain does not end at a root that the browser ships. Dates are days of issue (notBefore).",
    ...folders.flatMap((folder) => [`## ${folder}`, ...EVERY_RULE.filter(({ id }) => folderOf(id) === folder).map(section)]),
  ].join("\n\n") + "\n";
}

function folderOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

function section(rule: RuleData): string {
  const stem = messageStem(rule.id);
  const { citation, effective, sameAs = [] } = rule;
  const cited = `${citation.document}, ${citation.section}`;
  const facts = [
    `severity: ${rule.severity}`,
    ...(rule.cap === undefined ? [] : [`cap: ${rule.cap}`]),
    ...(rule.binds === undefined ? [] : ["binds public CAs"]),
    ...(effective?.from === undefined ? [] : [`from ${effective.from}`]),
    ...(effective?.until === undefined ? [] : [`before ${effective.until}`]),
    citation.url === undefined ? cited : `[${cited}](${citation.url})`,
    ...sameAs.map((name) => `\`${name}\``),
  ];
  const text = (part: string): string => english(`${stem}_${part}`, Array.from({ length: 9 }, (_, i) => `‹${String(i + 1)}›`)).replace(/[*_<[\]]/g, "\\$&");
  return [`### ${rule.id}`, `**${text("title")}.** ${text("message")}`, text("meaning"), text("fix"), ...lines(rule.fixes), facts.join(" · ")].join("\n\n");
}

/** A block of code for each server. */
function lines(fixes: Fixes = {}): string[] {
  return SERVERS.flatMap(([key, name]) => fixes[key] === undefined ? [] : [`${name}:\n\n\`\`\`\n${fixes[key]}\n\`\`\``]);
}
