/**
 * The tests as plain JavaScript, compiled in one go: to have every process of the test runner compile what it needs by itself costs
 * more than many of the tests. What they share they still share, as modules of its own; packages are left where they are.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { FOUND_FOLDERS } from "../support/by-folder.ts";
import { FOUND_RULES } from "../support/rules-by-folder.ts";

/** A module's place stays where its source is, since tests find files beside it: what stands for it is declared by each module that asks. */
const PLACES = { "import.meta.url": "sourceUrl_", "import.meta.dirname": "sourceFolder_", "import.meta.filename": "sourceFile_" } as const;

const sourcePlaces: Plugin = {
  name: "places of the sources",
  setup(compiler) {
    compiler.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const places = { sourceUrl_: pathToFileURL(path).href, sourceFolder_: dirname(path), sourceFile_: path } satisfies Record<(typeof PLACES)[keyof typeof PLACES], string>;
      // In the first line, so that all others keep their numbers.
      const declared = text.includes("import.meta.") ? Object.entries(places).map(([name, place]) => `const ${name} = ${JSON.stringify(place)};`).join("") : "";
      return { contents: declared + text, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

/** Compiles the files, whose paths are relative to `root`, into `folder`, which is emptied. Throws where one of them has an error. */
export async function compileTests(files: readonly string[], folder: string, root = "."): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [...files], absWorkingDir: resolve(root), outbase: ".", outdir: resolve(folder), outExtension: { ".js": ".mjs" },
    bundle: true, splitting: true, packages: "external", format: "esm", platform: "node", target: `node${process.versions.node}`,
    define: PLACES, sourcemap: true, plugins: [FOUND_RULES, FOUND_FOLDERS, sourcePlaces], logLevel: "silent",
  });
}

/** Where compileTests put a file. */
export function compiledTest(file: string, folder: string): string {
  return join(folder, file.replace(/\.tsx?$/, ".mjs"));
}
