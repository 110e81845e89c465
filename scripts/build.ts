// Builds what build.mjs says.
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build as esbuild, type BuildOptions, type Plugin } from "esbuild";
import { languages, mergeLocale } from "./locales.ts";
import { readManifest } from "./manifest.ts";
import { pseudoLocale } from "./pseudo-locale.ts";
import { buildNpmPackage, NPM_PACKAGE } from "./packaging/npm-package.ts";
import { FOUND_FOLDERS } from "./support/by-folder.ts";
import { FOUND_RULES } from "./support/rules-by-folder.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const building = join(dist, ".building");
/** Folders of the add-on's own pages. */
const FACES = ["popup", "options", "report", "first-run"];

const MANAGED_STORAGE = "managed-storage.schema.json";

const FIREFOX: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "iife",
  target: "firefox140",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  jsx: "automatic",
  jsxImportSource: "preact",
};

/** The oldest Chromium in the manifest: debugger sessions of frames and workers have ids of their own since then. */
const CHROMIUM: BuildOptions = { ...FIREFOX, target: "chrome125" };

const CLI: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: false,
  platform: "node",
  target: "node20.19",
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  outExtension: { ".js": ".mjs" },
};

/** Any bundle may judge. */
async function build(options: BuildOptions): Promise<void> {
  await esbuild({ ...options, plugins: [FOUND_RULES, FOUND_FOLDERS, ...(options.plugins ?? [])] });
}

/** What is imported when it is needed stays a file of its own, beside the bundle that imports it. `found` gets the sources of these files. */
function late(found?: Set<string>): Plugin {
  return {
    name: "late",
    setup: (bundle) => {
      bundle.onResolve({ filter: /^\.{1,2}\/(?:late\/)?[a-z-]+\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== "dynamic-import") return undefined;
        found?.add(join(resolveDir, path));
        return { path: `./${basename(path, ".ts")}.js`, external: true };
      });
    },
  };
}

/**
 * Takes out of Preact, and of what draws pictures, the places that set HTML: no page of ours asks for that, and a bundle that
 * cannot set HTML needs no trust in it. What would have been HTML becomes text. By file: the expression, and how often it stands there.
 */
const HTML_SETTERS: readonly { file: RegExp; expression: string; times: number }[] = [
  { file: /[\\/]preact[\\/]dist[\\/]preact\.mjs$/, expression: "t.innerHTML", times: 2 },
  { file: /[\\/]d3-selection[\\/]dist[\\/]d3-selection\.mjs$/, expression: ".innerHTML", times: 4 },
];

const NO_HTML: Plugin = {
  name: "no-html",
  setup: (bundle) => {
    for (const { file, expression, times } of HTML_SETTERS) {
      bundle.onLoad({ filter: file }, ({ path }) => {
        const parts = readFileSync(path, "utf8").split(expression);
        const contents = parts.join(expression.replace("innerHTML", "textContent"));
        if (parts.length !== times + 1 || contents.includes(".innerHTML")) throw new Error(`${path} sets HTML elsewhere than it used to: look where, and mend scripts/build.ts.`);
        return { contents, loader: "js" };
      });
    }
  },
};

/** The add-on with messages made of the English ones, in no other language. */
async function buildPseudo(name: string): Promise<void> {
  await buildFirefox(name, ["firefox"]);
  const locales = join(dist, name, "_locales");
  rmSync(locales, { recursive: true });
  writeJson(join(locales, "en", "messages.json"), pseudoLocale(mergeLocale(join(root, "_locales", "en"))));
}

async function buildFirefox(name: string, overlays: string[]): Promise<void> {
  const out = emptyFolder();
  await build({ ...FIREFOX, define: { TLSCOPE_FOR_FIREFOX: "true" }, entryPoints: { background: "src/background/main.ts" }, outdir: out, plugins: [late()] });
  // What the judgement imports late (the roots, the public suffixes) is a file of its own too, read when first needed.
  await build({ ...FIREFOX, entryPoints: { judgement: "src/background/late/judgement.ts", "settings-reader": "src/background/late/settings-reader.ts" }, outdir: out, format: "esm", splitting: true, chunkNames: "judgement/[name]-[hash]" });
  if (overlays.includes("firefox-experiment")) {
    await build({ ...FIREFOX, minify: false, entryPoints: { parent: "experiment/parent.ts" }, outdir: join(out, "experiment") });
    copyFileSync(join(root, "experiment", "schema.json"), join(out, "experiment", "schema.json"));
  }
  await buildCommon(out, FIREFOX, overlays);
  const place = publish(out, name);
  console.log(`${relative(root, place)}/: background ${kilobytes(join(place, "background.js"))}, judgement ${kilobytes(join(place, "judgement.js"))}`);
}

/** A service worker cannot import() what it needs late: all of it is in one file, and evaluated when first needed. */
async function buildChromium(name: string, overlays: string[]): Promise<void> {
  const out = emptyFolder();
  await build({ ...CHROMIUM, entryPoints: { background: "src/background/main-chromium.ts" }, outdir: out });
  // Chromium takes of a policy only what its schema allows; Firefox asks for none.
  copyFileSync(join(root, "schema", MANAGED_STORAGE), join(out, MANAGED_STORAGE));
  await buildCommon(out, CHROMIUM, overlays);
  const place = publish(out, name);
  console.log(`${relative(root, place)}/: background ${kilobytes(join(place, "background.js"))}`);
}

/** An empty folder to build in; `publish` puts it in the place of what was built before. */
function emptyFolder(): string {
  mkdirSync(building, { recursive: true });
  return mkdtempSync(join(building, "new-"));
}

/** What interrupted builds have left. Milliseconds: none takes as long. */
function dropLeftovers(age = 600_000): void {
  for (const name of existsSync(building) ? readdirSync(building) : []) {
    const left = join(building, name);
    const { mtimeMs } = statSync(left, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (mtimeMs < Date.now() - age) rmSync(left, { recursive: true, force: true });
  }
}

/** At once, since a browser may be running what was built before. Gives the folder. */
function publish(out: string, name: string): string {
  const place = join(dist, name);
  const before = mkdtempSync(join(building, "old-"));
  if (existsSync(place)) renameSync(place, join(before, name));
  // A temporary folder is for its maker alone; whoever runs the browser may be another.
  chmodSync(out, 0o755);
  renameSync(out, place);
  rmSync(before, { recursive: true });
  return place;
}

/** What is the same in every browser. */
async function buildCommon(out: string, options: BuildOptions, overlays: string[]): Promise<void> {
  for (const face of FACES.filter((folder) => existsSync(join(root, folder)))) {
    await buildFace(face, out, options);
  }
  // Firefox draws the SVG itself; Chromium's toolbar takes pictures alone.
  cpSync(join(root, "icons"), join(out, "icons"), { recursive: true, filter: (source) => options === CHROMIUM ? !basename(source).startsWith("toolbar-") : basename(source) !== "png" });
  copyFileSync(join(root, "LICENSE"), join(out, "LICENSE"));
  writeFileSync(join(out, "THIRD-PARTY-LICENSES.txt"), bundledLicences());
  for (const language of languages(join(root, "_locales"))) {
    writeJson(join(out, "_locales", language, "messages.json"), mergeLocale(join(root, "_locales", language)));
  }
  writeJson(join(out, "manifest.json"), readManifest([join(root, "manifest.json"), ...overlays.map((overlay) => join(root, "manifest", `${overlay}.json`))], version()));
}

/** Copies the pages of a folder and builds what they name: page.js from page.ts or page.tsx, page.css from page.css. */
async function buildFace(face: string, out: string, options: BuildOptions): Promise<void> {
  const folder = join(root, face);
  for (const page of readdirSync(folder).filter((file) => file.endsWith(".html"))) {
    const html = readFileSync(join(folder, page), "utf8");
    const entryPoints = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^":]+)\.(js|css)"/g)].map(([, stem = "", extension = ""]) => {
      const candidates = extension === "css" ? [".css"] : [".tsx", ".ts"];
      const source = candidates.map((candidate) => join(folder, stem + candidate)).find((file) => existsSync(file));
      if (source === undefined) {
        throw new Error(`${face}/${page} names ${stem}.${extension}, and there is no ${candidates.map((candidate) => stem + candidate).join(" or ")} beside it.`);
      }
      return { in: source, out: join(face, stem) };
    });
    if (html.includes('type="module"')) {
      // What a module imports late is read when first needed; what several need is a file of its own.
      await build({ ...options, format: "esm", splitting: true, chunkNames: `${face}/[name]-[hash]`, entryPoints, outdir: out, plugins: [NO_HTML] });
    } else {
      const found = new Set<string>();
      await build({ ...options, entryPoints, outdir: out, plugins: [late(found), NO_HTML] });
      for (const source of found) {
        await build({ ...options, format: "esm", entryPoints: [{ in: source, out: join(face, basename(source, ".ts")) }], outdir: out, plugins: [NO_HTML] });
      }
    }
    mkdirSync(join(out, face), { recursive: true });
    writeFileSync(join(out, face, page), html);
  }
}

/** Each command loads what it needs when it is asked for: what several need is a file of its own, in chunks/. */
async function buildCli(): Promise<void> {
  const out = emptyFolder();
  await build({
    ...CLI,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    entryPoints: { tlscope: "cli/main.ts" },
    outdir: out,
  });
  // For other programs, in one file.
  await build({ ...CLI, entryPoints: { trust: "companion/trust/index.ts" }, outdir: out });
  // What the command reads when it is asked: the questions, and what pins chDB.
  cpSync(join(root, "fleet"), join(out, "fleet"), { recursive: true });
  const place = publish(out, "cli");
  for (const file of ["tlscope.mjs", "trust.mjs"]) console.log(`dist/cli/${file}: ${kilobytes(join(place, file))}`);
}

/** The licences of what is bundled, and of what that is made of, as their authors ask. */
function bundledLicences(): string {
  const names = new Set<string>();
  const add = (folder: string): void => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { dependencies?: Record<string, string> };
    for (const name of Object.keys(dependencies)) {
      if (names.has(name)) continue;
      names.add(name);
      add(join(root, "node_modules", name));
    }
  };
  add(root);
  return [...names].sort().map((name) => `${name}\n\n${licenceOf(name)}`).join("\n\n");
}

/** A package without a file of its own names its licence in package.json. */
function licenceOf(name: string): string {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8");
  const { license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { license?: string; author?: unknown };
  if (license === undefined) throw new Error(`${name} names no licence.`);
  return `${license}${author === undefined ? "" : `, ${JSON.stringify(author)}`}`;
}

function version(): string {
  const { version: stamped } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return stamped;
}

function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function kilobytes(file: string): string {
  return `${(statSync(file).size / 1024).toFixed(1)} KB`;
}

async function buildNpm(): Promise<void> {
  const npmPackage = join(dist, NPM_PACKAGE);
  await buildNpmPackage(root, npmPackage, version());
  console.log(`dist/${NPM_PACKAGE}/: index.js ${kilobytes(join(npmPackage, "index.js"))}`);
  // The package's example, ready to be loaded.
  const example = emptyFolder();
  cpSync(join(root, "docs", "example-add-on"), example, { recursive: true });
  cpSync(npmPackage, join(example, NPM_PACKAGE), { recursive: true });
  publish(example, "example-add-on");
}

/** What is built, and for whom. */
const PARTS: Readonly<Record<string, { make: () => Promise<void>; what: string; asked?: "event-page" | "pseudo" }>> = {
  firefox: { make: () => buildFirefox("firefox", ["firefox"]), what: "dist/firefox/: the add-on for Firefox, unpacked" },
  "firefox-experiment": { make: () => buildFirefox("firefox-experiment", ["firefox", "firefox-experiment"]), what: "dist/firefox-experiment/: the same with the experiment that shows what was sent" },
  chromium: { make: () => buildChromium("chromium", ["chromium", "chromium-debugger"]), what: "dist/chromium/: for Chromium, Chrome, Edge and their kin" },
  "chromium-without-debugger": { make: () => buildChromium("chromium-without-debugger", ["chromium"]), what: "dist/chromium-without-debugger/: the same without that permission and what it shows" },
  cli: { make: buildCli, what: "dist/cli/: the command tlscope, for Node" },
  npm: { make: buildNpm, what: `dist/${NPM_PACKAGE}/: the npm package for authors of add-ons; dist/example-add-on/: its example` },
  "firefox-event-page": { make: () => buildFirefox("firefox-event-page", ["firefox", "firefox-event-page"]), what: "dist/firefox-event-page/: with a background that Firefox unloads, for tests", asked: "event-page" },
  "firefox-pseudo": { make: () => buildPseudo("firefox-pseudo"), what: "dist/firefox-pseudo/: in a language that is none, from right to left, for tests", asked: "pseudo" },
};

function help(): string {
  const width = Math.max(...Object.keys(PARTS).map((part) => part.length));
  return [
    "node build.mjs [--only PART]... [--event-page] [--pseudo]", "",
    "Builds TLScope from src/ and the pages' folders. Without options all parts but the last two:", "",
    ...Object.entries(PARTS).map(([part, { what, asked }]) => `  ${part.padEnd(width)}  ${what}${asked === undefined ? "" : ` (--${asked})`}`),
  ].join("\n");
}

const { values } = parseArgs({ options: { "event-page": { type: "boolean", default: false }, pseudo: { type: "boolean", default: false }, only: { type: "string", multiple: true }, help: { type: "boolean", short: "h", default: false } } });
if (values.help) {
  console.log(help());
} else {
  dropLeftovers();
  const wanted = values.only ?? Object.entries(PARTS).filter(([, { asked }]) => asked === undefined || values[asked]).map(([part]) => part);
  for (const part of wanted) {
    const found = PARTS[part];
    if (found === undefined) throw new Error(`There is no part "${part}" to build; there are ${Object.keys(PARTS).join(", ")}.`);
    await found.make();
  }
}
