// How large the background is, and how long a JavaScript engine takes to compile and evaluate it: against ajv, a library of
// about this size that every web developer has waited for, built by the same bundler with the same settings and evaluated in
// a fresh context in turn with it.
//
//   node --import tsx bench/bundle.ts
import { readFileSync } from "node:fs";
import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { BACKGROUND_LIMIT } from "../scripts/checks/bundle-limit.ts";
import { isMain } from "./main.ts";
import type { Figure } from "./figure.ts";
import { formatFigures } from "./figure.ts";
import { ratioOfMedians } from "./statistics.ts";
import type { Round } from "./statistics.ts";

const BACKGROUND = "dist/firefox/background.js";
const ROUNDS = 60;
const WARM_UP = 10;

export async function benchBundle(): Promise<Figure[]> {
  const background = readFileSync(BACKGROUND, "utf8");
  const yardstick = await bundleOf("ajv/dist/2020.js");
  const rounds: Round[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const on = [evaluate(background)];
    const off = [evaluate(yardstick)];
    if (round >= 0) rounds.push({ on, off });
  }
  const { ratio, low, high, on, off } = ratioOfMedians(rounds);
  const size = Buffer.byteLength(background);
  return [
    { name: "background bundle, minified", value: size, unit: "bytes", limit: { most: BACKGROUND_LIMIT }, detail: BACKGROUND },
    {
      name: "background / ajv, to evaluate", value: ratio, unit: "ratio", interval: [low, high],
      detail: `compile and run in a fresh context: ${on.toFixed(2)} ms / ${off.toFixed(2)} ms; ajv is ${(Buffer.byteLength(yardstick) / 1000).toFixed(0)} KB`,
    },
  ];
}

async function bundleOf(entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `import * as library from ${JSON.stringify(entry)}; globalThis.library = library;`, resolveDir: process.cwd() },
    bundle: true, minify: true, format: "iife", target: "firefox140", write: false, logLevel: "error",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild gave no bundle of ${entry}.`);
  return file.text;
}

let counter = 0;

/** Milliseconds to compile and evaluate a script that the engine has never seen, with a browser that answers nothing. */
function evaluate(code: string): number {
  const context = createContext({ ...SURROUNDINGS, browser: answerless(), chrome: answerless() });
  counter += 1;
  // Another text each time, or the engine would take the code from its cache.
  const text = `${code}\n//${counter}`;
  const began = performance.now();
  new Script(text, { filename: `bundle-${counter}.js` }).runInContext(context);
  return performance.now() - began;
}

const SURROUNDINGS = { console, setTimeout: () => 0, clearTimeout: () => undefined, URL, TextEncoder, TextDecoder, atob, btoa, crypto, performance, structuredClone, queueMicrotask: () => undefined };

/** An object that has every property and whose functions return promises that never end. */
function answerless(): object {
  const target = () => undefined;
  return new Proxy(target, {
    get: (_, name) => (name === "id" ? "bench" : name === "then" || typeof name === "symbol" ? undefined : answerless()),
    apply: () => new Promise(() => undefined),
  });
}

if (isMain(import.meta.url)) console.log(formatFigures(await benchBundle()));
