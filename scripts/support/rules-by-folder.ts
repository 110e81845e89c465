import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { folderOf, ruleFiles } from "../../src/core/rules/found/files.ts";

/** For bundles that judge: puts imports of all files of rules in the place of src/core/rules/found/found.ts, which looks into folders. */
export const FOUND_RULES: Plugin = {
  name: "rules by their folder",
  setup: (bundle) => {
    bundle.onLoad({ filter: /[\\/]core[\\/]rules[\\/]found[\\/]found\.ts$/ }, async ({ path }) => {
      return { contents: await importing(dirname(dirname(path))), loader: "js", resolveDir: dirname(path) };
    });
  },
};

/** The constants that the files export, by folder. Functions are no rules, and a bundle keeps what it imports. */
async function importing(root: string): Promise<string> {
  const imports: string[] = [];
  const folders = new Map<string, string[]>();
  for (const [i, file] of (await ruleFiles(root)).entries()) {
    const source = await readFile(join(root, file), "utf8");
    const names = Array.from(source.matchAll(/^export const (\w+)/gm), ([, name = ""], n) => ({ name, as: `found${String(i)}_${String(n)}` }));
    if (names.length === 0) continue;
    imports.push(`import { ${names.map(({ name, as }) => `${name} as ${as}`).join(", ")} } from "../${file}";`);
    folders.set(folderOf(file), [...(folders.get(folderOf(file)) ?? []), ...names.map(({ as }) => as)]);
  }
  const found = Array.from(folders, ([folder, names]) => `{ folder: ${JSON.stringify(folder)}, exported: [${names.join(", ")}] }`);
  return [...imports, `export const FOUND = [${found.join(", ")}];`].join("\n");
}
