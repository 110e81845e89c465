import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { folderOf, ruleFiles } from "./files.ts";

export interface RuleExports {
  /** In which files of rules lie, its path from src/core/rules with "/" between parts. */
  readonly folder: string;
  /** What they export. */
  readonly exported: readonly unknown[];
}

const RULES = dirname(import.meta.dirname);

/**
 * What the files of rules export, which no list names: where Node runs the sources, they are found by their folder. A bundle has no
 * folder to look into: scripts/support/rules-by-folder.ts puts plain imports of the same files in this module's place.
 */
export const FOUND: readonly RuleExports[] = await Promise.all((await ruleFiles(RULES)).map(async (file): Promise<RuleExports> => {
  const module = await import(pathToFileURL(join(RULES, file)).href) as object;
  return { folder: folderOf(file), exported: Object.values(module) };
}));
