// The npm package webrequest-tlsinfo, from src/tlsinfo/ and what of src/core/registry/ it uses.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { build } from "esbuild";
import ts from "typescript";

export const NPM_PACKAGE = "webrequest-tlsinfo";
const ENTRY = "src/tlsinfo/standalone.ts";

/**
 * Writes the package into `out`: one module, its types, package.json, README and licence.
 * Throws Error where the types cannot be made.
 */
export async function buildNpmPackage(root: string, out: string, version: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root, entryPoints: { index: ENTRY }, outdir: out,
    bundle: true, format: "esm", target: ["firefox140", "chrome125"], charset: "utf8", legalComments: "none", logLevel: "warning",
  });
  for (const [file, text] of declarations(root)) write(join(out, "types", file), text);
  write(join(out, "package.json"), `${JSON.stringify(manifest(version), null, 2)}\n`);
  copyFileSync(join(root, "docs", `${NPM_PACKAGE}.md`), join(out, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
}

function manifest(version: string): object {
  return {
    name: NPM_PACKAGE,
    version,
    description: "The webRequest TLS introspection proposal for add-ons, on what Firefox and Chromium have: certificates, version, cipher suite and key exchange group of each request.",
    license: "MIT",
    type: "module",
    exports: { ".": { types: "./types/src/tlsinfo/standalone.d.ts", default: "./index.js" } },
    files: ["index.js", "types"],
    sideEffects: true,
    keywords: ["webextension", "webrequest", "tls", "certificate", "addon"],
    // The events' own details, in the types alone.
    dependencies: { "@types/webextension-polyfill": "^0.12.0" },
  };
}

/** The declarations that the entry's reach, by path from the root, naming each other as JavaScript does. */
function declarations(root: string): Map<string, string> {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, noEmit: false, emitDeclarationOnly: true, declaration: true, rootDir: root, outDir: root }, root);
  const program = ts.createProgram([join(root, ENTRY)], options);
  const emitted = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, text) => emitted.set(relative(root, file).split(sep).join("/"), text), undefined, true);
  const [problem] = diagnostics;
  if (problem !== undefined) throw new Error(`The types of ${NPM_PACKAGE} cannot be made: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`);

  const reached = new Map<string, string>();
  const visit = (file: string): void => {
    const text = emitted.get(file);
    if (text === undefined || reached.has(file)) return;
    reached.set(file, text.replace(/((?:from |import\()")(\.{1,2}\/[^"]+)\.ts"/g, "$1$2.js\""));
    for (const [, target = ""] of text.matchAll(/(?:from |import\()"(\.{1,2}\/[^"]+)\.ts"/g)) visit(join(dirname(file), `${target}.d.ts`).split(sep).join("/"));
  };
  visit(ENTRY.replace(/\.ts$/, ".d.ts"));
  return reached;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
