import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import optimise, { init } from "@jsquash/oxipng/optimise.js";

let ready: Promise<unknown> | undefined;

/** The same picture in fewer bytes. */
export async function shrinkPng(bytes: Uint8Array): Promise<Uint8Array> {
  // The library fetches its WebAssembly by address, which Node's fetch cannot do for a file.
  ready ??= WebAssembly.compile(readFileSync(join(dirname(createRequire(import.meta.url).resolve("@jsquash/oxipng/package.json")), "codec", "pkg", "squoosh_oxipng_bg.wasm"))).then(init);
  await ready;
  return new Uint8Array(await optimise(new Uint8Array(bytes).buffer, { level: 2, optimiseAlpha: true }));
}
