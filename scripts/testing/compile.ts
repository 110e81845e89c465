/**
 * The tests as plain JavaScript, compiled in one go: to have every process of the test runner compile what it needs by itself costs
 * more than many of the tests. What they share they still share, as modules of its own; packages are left where they are.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** A module's place, which stays where its source is: tests find files beside it. */
const PLACE = /\bimport\.meta\.(url|dirname|filename)\b/g;

const sourcePlaces: Plugin = {
  name: "places of the sources",
  setup(compiler) {
    compiler.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const places: Readonly<Record<string, string>> = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path };
      const text = await readFile(path, "utf8");
      return { contents: text.replace(PLACE, (_all, name: string) => JSON.stringify(places[name])), loader: path.endsWith("x") ? "tsx" : "ts" };
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
    sourcemap: true, plugins: [sourcePlaces], logLevel: "silent",
  });
}

/** Where compileTests put a file. */
export function compiledTest(file: string, folder: string): string {
  return join(folder, file.replace(/\.tsx?$/, ".mjs"));
}
