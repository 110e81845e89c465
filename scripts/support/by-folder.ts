import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Plugin } from "esbuild";
import { namesIn } from "../../src/core/found/folder.ts";

const CALL = /^export const (FOUND\w*)\b[^=]*= await (namesIn|modulesIn)\("([^"]+)", import\.meta\.dirname\);$/m;

/** For every bundle: puts names, or plain imports, in the place of what files called found-….ts find in folders (src/core/found/folder.ts). */
export const FOUND_FOLDERS: Plugin = {
  name: "found by their folder",
  setup: (bundle) => {
    bundle.onLoad({ filter: /[\\/]found-[a-z-]+\.ts$/ }, async ({ path }) => {
      const [, constant, what, folder] = CALL.exec(await readFile(path, "utf8")) ?? [];
      if (constant === undefined || folder === undefined) throw new Error(`${path} has no constant that says which folder is looked into: src/core/found/folder.ts has the form.`);
      const names = await namesIn(folder, dirname(path));
      return { contents: what === "namesIn" ? `export const ${constant} = ${JSON.stringify(names)};` : importing(constant, folder, names), loader: "js", resolveDir: dirname(path) };
    });
  },
};

function importing(constant: string, folder: string, names: readonly string[]): string {
  const imports = names.map((name, i) => `import * as found${String(i)} from ${JSON.stringify(`${folder}/${name}.ts`)};`);
  const entries = names.map((name, i) => `[${JSON.stringify(name)}, found${String(i)}]`);
  return [...imports, `export const ${constant} = new Map([${entries.join(", ")}]);`].join("\n");
}
