import assert from "node:assert/strict";
import { test } from "node:test";
import { checkImports, printViolations } from "../../../scripts/checks/imports.ts";
import { withProject } from "./fixture.ts";

/** Writes a small project, checks it, and gives the violations as lines. */
async function check(files: Record<string, string>): Promise<string[]> {
  return await withProject(files, (root) => printViolations(checkImports(root)).split("\n").filter((line) => line !== ""));
}

const clean: [title: string, file: string, text: string][] = [
  ["a room's own files", "src/x509/certificate.ts", `import { read } from "./der.ts"; import { hex } from "../x509/hex.ts";`],
  ["a pure package", "src/x509/hash.ts", `import { sha256 } from "@noble/hashes/sha2.js";`],
  ["the shared types", "src/x509/a.ts", `import type { Text } from "../text.ts"; import { visible } from "../visible-text.ts";`],
  ["the proposal's types in a pure room", "src/rating/a.ts", `import type { TlsInfo } from "../tlsinfo/types.ts"; export type A = TlsInfo;`],
  ["rules from x509, chain and registry", "src/rules/connection/a.ts", `import "../../x509/a.ts"; import "../../chain/a.ts"; import "../../registry/a.ts"; import "../rule.ts";`],
  ["rating from rules", "src/rating/rate.ts", `import { rules } from "../rules/all.ts";`],
  ["assess from the pure rooms", "src/assess.ts", `import "./x509/a.ts"; import "./chain/a.ts"; import "./rules/a.ts"; import "./rating/a.ts"; import "./interception/a.ts"; import "./registry/a.ts";`],
  ["background from all of src", "src/background.ts", `import "./pages/a.ts"; import "./assess.ts"; import browser from "webextension-polyfill"; browser.runtime.id;`],
  ["types in pages", "src/pages/a.ts", `import type { Certificate } from "../x509/certificate.ts"; import { type Name } from "../x509/name.ts"; browser.storage;`],
  ["tlsinfo from registry and the browser", "src/tlsinfo/firefox.ts", `import { suites } from "../registry/suites.ts"; import browser from "webextension-polyfill"; export const now = Date.now();`],
  ["a face from messages", "popup/popup.tsx", `import { PAGE_WATCH_PORT } from "../src/messages.ts"; import { render } from "preact"; document.body;`],
  ["the command from pure rooms, telemetry and Node", "cli/tlscope.ts", `import "../src/assess.ts"; import "../src/telemetry/export.ts"; import { readFileSync } from "node:fs"; process.exit();`],
  ["a local name that a global has too", "src/x509/b.ts", `export function f(document: string, { fetch }: { fetch: number }) { const process = 1; return document + fetch + process; }`],
  ["a property that a global is named after", "src/rules/a.ts", `export const a = { document: "RFC", window: 1 }; export const b = a.document; export interface C { process: string }`],
  ["a type that a global is named after", "src/x509/c.ts", `export type D = { location: string }; export let e: typeof globalThis | undefined;`],
  ["a date from a number", "src/x509/d.ts", `export const d = new Date(0).toISOString(); export const u = Date.UTC(2026, 1);`],
  ["WebCrypto, which all have", "src/chain/e.ts", `export const verify = () => crypto.subtle.verify;`],
  ["a comment that says fetch", "src/x509/f.ts", `// import "node:fs"; fetch(window)\nexport const s = "document.window";`],
];

for (const [title, file, text] of clean) {
  test(`allowed: ${title}`, async () => assert.deepEqual(await check({ [file]: text }), []));
}

const broken: [title: string, file: string, text: string, expected: RegExp][] = [
  ["x509 from registry", "src/x509/a.ts", `\nimport { a } from "../registry/a.ts";`, /^src\/x509\/a\.ts:2: import "\.\.\/registry\/a\.ts": src\/x509 may import nothing of ours/],
  ["registry from x509", "src/registry/a.ts", `import "../x509/a.ts";`, /^src\/registry\/a\.ts:1: /],
  ["registry from a package", "src/registry/a.ts", `import "@noble/hashes/sha2.js";`, /no package/],
  ["chain from rules", "src/chain/a.ts", `export { a } from "../rules/a.ts";`, /src\/chain may import only src\/x509, src\/registry/],
  ["rules from rating", "src/rules/a.ts", `import "../rating/a.ts";`, /src\/rules may import only/],
  ["rating from interception", "src/rating/a.ts", `import "../interception/a.ts";`, /src\/rating may import only/],
  ["a pure room's type from another room", "src/x509/a.ts", `import type { A } from "../chain/a.ts"; export type B = A;`, /import type "\.\.\/chain\/a\.ts"/],
  ["the proposal's source as a value", "src/rating/a.ts", `import { a } from "../tlsinfo/types.ts"; a;`, /src\/rating may import only/],
  ["tlsinfo from pages", "src/tlsinfo/a.ts", `import "../pages/a.ts";`, /src\/tlsinfo may import only src\/registry/],
  ["pages from x509 by value", "src/pages/a.ts", `import { Certificate } from "../x509/certificate.ts"; Certificate;`, /types of src \(import type\)/],
  ["pages by a dynamic import", "src/pages/a.ts", `export const a = () => import("../x509/certificate.ts");`, /import "\.\.\/x509\/certificate\.ts"/],
  ["a mixed import", "src/pages/a.ts", `import { type A, b } from "../x509/a.ts"; b;`, /src\/pages may import only/],
  ["an import type in place", "src/x509/a.ts", `export let a: import("../chain/a.ts").A | undefined;`, /import type "\.\.\/chain\/a\.ts"/],
  ["assess from pages", "src/assess.ts", `import "./pages/a.ts";`, /src\/assess\.ts may import only/],
  ["a face from assess", "popup/a.ts", `import { assess } from "../src/assess.ts"; assess;`, /popup may import only ui, types/],
  ["a face from Node", "popup/a.ts", `import "node:fs";`, /no Node module/],
  ["the command from pages", "cli/a.ts", `import "../src/pages/a.ts";`, /cli may import only/],
  ["the lab from src", "lab/a.ts", `import "../src/x509/a.ts";`, /lab may import only types/],
  ["src from the lab", "src/telemetry/a.ts", `import "../../lab/a.ts";`, /src\/telemetry may import only/],
  ["a computed import", "src/x509/a.ts", `export const f = (a: string) => import(a);`, /import "a"/],
  ["node: in a pure room", "src/x509/a.ts", `import { createHash } from "node:crypto"; createHash;`, /no Node module/],
  ["Node without its prefix", "src/telemetry/a.ts", `import "fs/promises";`, /no Node module/],
  ["the browser in a pure room", "src/rules/a.ts", `import browser from "webextension-polyfill"; browser;`, /only the packages @noble\/hashes/],
  ["a file in no room", "src/elsewhere/a.ts", ``, /belongs to no room/],
  ["Date.now", "src/x509/a.ts", `export const a = Date.now();`, /Date\.now: a pure room has no clock/],
  ["Date[\"now\"]", "src/x509/a.ts", `export const a = Date["now"]();`, /Date\.now/],
  ["new Date()", "src/assess.ts", `export const a = new Date();`, /new Date\(\)/],
  ["new Date", "src/assess.ts", `export const a = new Date;`, /new Date\(\)/],
  ["Math.random", "src/chain/a.ts", `export const a = Math.random();`, /Math\.random/],
  ["globalThis.fetch", "src/chain/a.ts", `export const a = globalThis.fetch;`, /fetch: a pure room/],
  ["globalThis as a value", "src/chain/a.ts", `export const a = globalThis;`, /globalThis/],
  ["document in the command", "cli/a.ts", `export const a = document;`, /does not exist in Node/],
  ["process in a face", "options/a.ts", `export const a = process.env;`, /Node API/],
  ["browser in telemetry", "src/telemetry/a.ts", `export const a = browser.storage;`, /browser API/],
  ["a global in shorthand", "src/x509/a.ts", `export const a = { fetch };`, /fetch/],
];
for (const name of ["browser", "chrome", "fetch", "document", "window", "localStorage", "indexedDB", "process", "Buffer", "navigator", "self", "setTimeout", "performance"]) {
  broken.push([name, "src/x509/a.ts", `export const a = () => ${name};`, new RegExp(`^src/x509/a\\.ts:1: ${name}: `)]);
}

for (const [title, file, text, expected] of broken) {
  test(`forbidden: ${title}`, async () => {
    const lines = await check({ [file]: text });
    assert.equal(lines.length, 1, lines.join("\n"));
    assert.match(lines[0] ?? "", expected);
  });
}
