import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const RULES = join(import.meta.dirname, "../src/core/rules");

/** How a rule is declared, and the list that it goes into, after the folder's name. */
const KINDS = [
  { declaration: /^export const (\w+)(?:: Rule<RuleContext> = \{| = (?:pathError|evidenceRule)\()/m, list: "RULES", type: "Rule<RuleContext>", imports: [`import type { RuleContext } from "../context.ts";`, `import type { Rule } from "../rule.ts";`] },
  { declaration: /^export const (\w+): Rule<PageContext> = \{/m, list: "PAGE_RULES", type: "Rule<PageContext>", imports: [`import type { PageContext } from "../page-context.ts";`, `import type { Rule } from "../rule.ts";`] },
  { declaration: /^export const (\w+): CertificateRule = \{/m, list: "LINTS", type: "CertificateRule", imports: [`import type { CertificateRule } from "./lint/rule.ts";`] },
] as const;

interface RuleFile {
  file: string;
  name: string;
  kind: (typeof KINDS)[number];
}

/**
 * The list of each folder's rules, src/core/rules/<folder>/index.ts, by its path from the project's root: what the files in the
 * folder declare, in the order that the list has, and what is new behind it. Throws where a file has a rule and does not declare it as the others do.
 */
export function ruleLists(): Map<string, string> {
  const folders = readdirSync(RULES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return new Map(folders.map((folder) => [pathOf(folder), ruleList(folder, rulesIn(folder))]));
}

function pathOf(folder: string): string {
  return relative(join(import.meta.dirname, ".."), join(RULES, folder, "index.ts")).split(sep).join("/");
}

/** Files that declare no rule are helpers. */
function rulesIn(folder: string): RuleFile[] {
  return readdirSync(join(RULES, folder)).filter((file) => file.endsWith(".ts") && file !== "index.ts").sort().flatMap((file) => {
    const source = readFileSync(join(RULES, folder, file), "utf8");
    for (const kind of KINDS) {
      const name = kind.declaration.exec(source)?.[1];
      if (name !== undefined) return [{ file, name, kind }];
    }
    if (/^ {2}id: "/m.test(source)) throw new Error(`src/core/rules/${folder}/${file} declares a rule in a way that is not known: write \`export const name: Rule<RuleContext> = {\`.`);
    return [];
  });
}

/** Names in the order of the list as it is. */
function orderOf(folder: string): string[] {
  const file = join(RULES, folder, "index.ts");
  return existsSync(file) ? Array.from(readFileSync(file, "utf8").matchAll(/^ {2}(\w+),$/gm), ([, name = ""]) => name) : [];
}

function ruleList(folder: string, rules: readonly RuleFile[]): string {
  const order = orderOf(folder);
  const place = ({ name }: RuleFile): number => order.includes(name) ? order.indexOf(name) : order.length;
  const kinds = KINDS.filter((kind) => rules.some((rule) => rule.kind === kind));
  return [
    "// Written by scripts/rule-lists.ts (npm run docs:rules) from the files in this folder. Lines of a list may change places: findings come in that order.",
    ...new Set(kinds.flatMap(({ imports }) => imports)),
    ...rules.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    ...kinds.flatMap((kind) => [
      "",
      `export const ${folder.toUpperCase()}_${kind.list}: readonly ${kind.type}[] = [`,
      ...rules.filter((rule) => rule.kind === kind).sort((a, b) => place(a) - place(b)).map(({ name }) => `  ${name},`),
      "];",
    ]),
    "",
  ].join("\n");
}
