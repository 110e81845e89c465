import assert from "node:assert/strict";
import { test } from "node:test";
import { checkImports, printViolations } from "../../../scripts/checks/imports.ts";
import { withProject } from "./fixture.ts";

/** Writes a small project, checks it, and gives the violations as lines. */
async function check(files: Record<string, string>): Promise<string[]> {
  return await withProject(files, (root) => printViolations(checkImports(root)).split("\n").filter((line) => line !== ""));
}

const clean: [title: string, file: string, text: string][] = [
  ["a room's own files", "src/core/x509/certificate.ts", `import { read } from "./der.ts"; import { name } from "../x509/name.ts";`],
  ["a pure package", "src/core/x509/hash.ts", `import { sha256 } from "@noble/hashes/sha2.js";`],
  ["small things below", "src/core/x509/a.ts", `import { toHex } from "../bytes/hex.ts"; import { visibleText } from "../text/visible-text.ts";`],
  ["the proposal's types in a pure room", "src/core/rating/a.ts", `import type { TlsInfo } from "../tls-info.ts"; export type A = TlsInfo;`],
  ["rules from x509, chain and registry", "src/core/rules/connection/a.ts", `import "../../x509/a.ts"; import "../../chain/a.ts"; import "../../registry/a.ts"; import "../rule.ts";`],
  ["rating from rules", "src/core/rating/rate.ts", `import { rules } from "../rules/all.ts";`],
  ["assess from the pure rooms", "src/core/assess.ts", `import "./x509/a.ts"; import "./chain/a.ts"; import "./rules/a.ts"; import "./rating/a.ts"; import "./interception/a.ts"; import "./registry/a.ts";`],
  ["background from what lies below", "src/background/main.ts", `import "./pages/a.ts"; import "../core/assess.ts"; import "../messages/page.ts"; import browser from "webextension-polyfill"; browser.runtime.id;`],
  ["tlsinfo from registry and the browser", "src/tlsinfo/firefox.ts", `import { suites } from "../core/registry/suites.ts"; import browser from "webextension-polyfill"; export const now = Date.now();`],
  ["a face from messages", "popup/popup.tsx", `import { PAGE_WATCH_PORT } from "../src/messages/page.ts"; import { render } from "preact"; document.body;`],
  ["the command from core, companion and Node", "cli/tlscope.ts", `import "../src/core/assess.ts"; import "../companion/a.ts"; import { readFileSync } from "node:fs"; process.exit();`],
  ["a local name that a global has too", "src/core/x509/b.ts", `export function f(document: string, { fetch }: { fetch: number }) { const process = 1; return document + fetch + process; }`],
  ["a property that a global is named after", "src/core/rules/a.ts", `export const a = { document: "RFC", window: 1 }; export const b = a.document; export interface C { process: string }`],
  ["a type that a global is named after", "src/core/x509/c.ts", `export type D = { location: string }; export let e: typeof globalThis | undefined;`],
  ["a date from a number", "src/core/x509/d.ts", `export const d = new Date(0).toISOString(); export const u = Date.UTC(2026, 1);`],
  ["WebCrypto, which all have", "src/core/chain/e.ts", `export const verify = () => crypto.subtle.verify;`],
  ["a comment that says fetch", "src/core/x509/f.ts", `// import "node:fs"; fetch(window)\nexport const s = "document.window";`],
];

for (const [title, file, text] of clean) {
  test(`allowed: ${title}`, async () => assert.deepEqual(await check({ [file]: text }), []));
}

const broken: [title: string, file: string, text: string, expected: RegExp][] = [
  ["x509 from registry", "src/core/x509/a.ts", `\nimport { a } from "../registry/a.ts";`, /^src\/core\/x509\/a\.ts:2: import "\.\.\/registry\/a\.ts": src\/core\/x509 may import only/],
  ["registry from x509", "src/core/registry/a.ts", `import "../x509/a.ts";`, /^src\/core\/registry\/a\.ts:1: /],
  ["registry from a package", "src/core/registry/a.ts", `import "@noble/hashes/sha2.js";`, /no package/],
  ["bytes from anything", "src/core/bytes/a.ts", `import "../text/a.ts";`, /src\/core\/bytes may import nothing of ours/],
  ["chain from rules", "src/core/chain/a.ts", `export { a } from "../rules/a.ts";`, /src\/core\/chain may import only/],
  ["rules from rating", "src/core/rules/a.ts", `import "../rating/a.ts";`, /src\/core\/rules may import only/],
  ["rating from interception", "src/core/rating/a.ts", `import "../interception/a.ts";`, /src\/core\/rating may import only/],
  ["a type from above", "src/core/x509/a.ts", `import type { A } from "../chain/a.ts"; export type B = A;`, /import "\.\.\/chain\/a\.ts"/],
  ["core from a way of reading a browser", "src/core/rating/a.ts", `import { a } from "../../tlsinfo/types.ts"; a;`, /src\/core\/rating may import only/],
  ["tlsinfo from the background", "src/tlsinfo/a.ts", `import "../background/pages/a.ts";`, /src\/tlsinfo may import only/],
  ["a type of a face in the background", "src/background/a.ts", `import type { A } from "../../popup/a.ts"; export type B = A;`, /src\/background may import only/],
  ["core by a dynamic import from below", "src/core/bytes/a.ts", `export const a = () => import("../x509/certificate.ts");`, /import "\.\.\/x509\/certificate\.ts"/],
  ["an import type in place", "src/core/x509/a.ts", `export let a: import("../chain/a.ts").A | undefined;`, /import "\.\.\/chain\/a\.ts"/],
  ["assess from pages", "src/core/assess.ts", `import "../background/pages/a.ts";`, /src\/core\/assess\.ts may import only/],
  ["a face from another", "popup/a.ts", `import "../report/a.ts";`, /popup may import only ui/],
  ["a face from Node", "popup/a.ts", `import "node:fs";`, /no Node module/],
  ["the command from the background", "cli/a.ts", `import "../src/background/pages/a.ts";`, /cli may import only/],
  ["src from the lab", "src/core/telemetry/a.ts", `import "../../../lab/a.ts";`, /src\/core\/telemetry may import only/],
  ["a script from the tests", "scripts/a.ts", `import type { A } from "../test/support/a.ts"; export type B = A;`, /scripts may import only/],
  ["a file that imports itself", "src/core/x509/a.ts", `import "./a.ts";`, /a circle of files/],
  ["a computed import", "src/core/x509/a.ts", `export const f = (a: string) => import(a);`, /import "a"/],
  ["node: in a pure room", "src/core/x509/a.ts", `import { createHash } from "node:crypto"; createHash;`, /no Node module/],
  ["Node without its prefix", "src/core/telemetry/a.ts", `import "fs/promises";`, /no Node module/],
  ["the browser in a pure room", "src/core/rules/a.ts", `import browser from "webextension-polyfill"; browser;`, /only the packages @noble\/hashes/],
  ["a file in no room", "src/elsewhere/a.ts", ``, /belongs to no room/],
  ["Date.now", "src/core/x509/a.ts", `export const a = Date.now();`, /Date\.now: a pure room has no clock/],
  ["Date[\"now\"]", "src/core/x509/a.ts", `export const a = Date["now"]();`, /Date\.now/],
  ["new Date()", "src/core/assess.ts", `export const a = new Date();`, /new Date\(\)/],
  ["new Date", "src/core/assess.ts", `export const a = new Date;`, /new Date\(\)/],
  ["Math.random", "src/core/chain/a.ts", `export const a = Math.random();`, /Math\.random/],
  ["globalThis.fetch", "src/core/chain/a.ts", `export const a = globalThis.fetch;`, /fetch: a pure room/],
  ["globalThis as a value", "src/core/chain/a.ts", `export const a = globalThis;`, /globalThis/],
  ["document in the command", "cli/a.ts", `export const a = document;`, /does not exist in Node/],
  ["process in a face", "options/a.ts", `export const a = process.env;`, /Node API/],
  ["browser in telemetry", "src/core/telemetry/a.ts", `export const a = browser.storage;`, /browser API/],
  ["a global in shorthand", "src/core/x509/a.ts", `export const a = { fetch };`, /fetch/],
];
for (const name of ["browser", "chrome", "fetch", "document", "window", "localStorage", "indexedDB", "process", "Buffer", "navigator", "self", "setTimeout", "performance"]) {
  broken.push([name, "src/core/x509/a.ts", `export const a = () => ${name};`, new RegExp(`^src/core/x509/a\\.ts:1: ${name}: `)]);
}

test("forbidden: a circle of files in one room, by types too", async () => {
  const lines = await check({ "src/core/x509/a.ts": `import "./b.ts";`, "src/core/x509/b.ts": `import type { C } from "./c.ts"; export type B = C;`, "src/core/x509/c.ts": `export * from "./a.ts";`, "src/core/x509/d.ts": `import "./a.ts";` });
  assert.deepEqual(lines, ["src/core/x509/a.ts:1: src/core/x509/a.ts -> src/core/x509/b.ts -> src/core/x509/c.ts: a circle of files"]);
});

test("forbidden: a circle of rooms without one of files", async () => {
  const lines = await check({ "src/background/pages/a.ts": `import "../badge/a.ts";`, "src/background/pages/b.ts": ``, "src/background/badge/a.ts": ``, "src/background/badge/b.ts": `import "../pages/b.ts";` });
  assert.equal(lines.length, 1, lines.join("\n"));
  assert.match(lines[0] ?? "", /a circle of rooms/);
});

for (const [title, file, text, expected] of broken) {
  test(`forbidden: ${title}`, async () => {
    const lines = await check({ [file]: text });
    assert.equal(lines.length, 1, lines.join("\n"));
    assert.match(lines[0] ?? "", expected);
  });
}
