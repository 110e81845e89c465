import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { FACTS, SIGHT, sightOf, sourceOf, type SightFact, type Source } from "../../../first-run/sight.ts";

interface Manifest {
  permissions?: string[];
  optional_permissions?: string[];
  host_permissions?: string[];
}

const manifests = ["manifest.json", ...readdirSync("manifest").map((file) => `manifest/${file}`)].map((file) => JSON.parse(readFileSync(file, "utf8")) as Manifest);
const permissions = [...new Set(manifests.flatMap((manifest) => [...manifest.permissions ?? [], ...manifest.optional_permissions ?? [], ...manifest.host_permissions ?? []]))];
const messages = JSON.parse(readFileSync("_locales/en/first-run.json", "utf8")) as Record<string, unknown>;

test("every permission of every build has its reason on the page and in the document, and no other is named", () => {
  const document = readFileSync("docs/permissions.md", "utf8");
  const keys = permissions.map((permission) => `first_run_permission_${permission === "<all_urls>" ? "all_urls" : permission}`);
  assert.deepEqual(keys.flatMap((key) => [key, `${key}_why`]).filter((key) => !(key in messages)), []);
  assert.deepEqual(permissions.filter((permission) => !document.includes(`\`${permission}\``) && !document.includes(`: ${permission}\``)), []);
  assert.deepEqual(Object.keys(messages).filter((key) => key.startsWith("first_run_permission_") && !keys.includes(key.replace(/_why$/, ""))), []);
});

test("each build is told from the others by what it has", () => {
  const of = (...files: string[]): string[] => files.flatMap((file) => (JSON.parse(readFileSync(`manifest/${file}.json`, "utf8")) as Manifest).permissions ?? []);
  assert.equal(sourceOf({}, of("firefox")), "firefox");
  assert.equal(sourceOf({ tlsConnections: {} }, of("firefox")), "firefox-experiment");
  assert.equal(sourceOf({}, of("chromium")), "chromium");
  assert.equal(sourceOf({}, of("chromium-debugger")), "chromium-debugger");
});

test("Firefox ESR 140 tells the experiment of no chain that it found good; all else there is as in later ones", () => {
  const agent = (version: string): string => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}) Gecko/20100101 Firefox/${version}`;
  assert.deepEqual(sightOf("firefox-experiment", agent("140.0")), { ...SIGHT["firefox-experiment"], sentChain: "never" });
  assert.deepEqual(sightOf("firefox-experiment", agent("153.0")), SIGHT["firefox-experiment"]);
  assert.deepEqual(sightOf("firefox", agent("140.0")), SIGHT.firefox);
});

/** What the page says, and the row of the tables in docs/capture.md that the tests in browsers make. */
const ROWS: Partial<Record<SightFact, string>> = { connection: "tlsVersion", builtChain: "builtChain", sentChain: "sentChain", valid: "chainValid", transparency: "certificateTransparency" };
const COLUMNS: Readonly<Record<Source, { always: number; asked?: number }>> = { firefox: { always: 1 }, "firefox-experiment": { always: 2 }, chromium: { always: 3 }, "chromium-debugger": { always: 3, asked: 4 } };

test("what is said to be seen is what the browsers were seen to tell", () => {
  const [, table = ""] = readFileSync("docs/capture.md", "utf8").split("**Over TLS 1.3**");
  for (const [source, { always, asked }] of Object.entries(COLUMNS) as [Source, (typeof COLUMNS)[Source]][]) {
    for (const [fact, field] of Object.entries(ROWS) as [SightFact, string][]) {
      const cells = table.split("\n").find((line) => line.startsWith(`| \`${field}\``))?.split("|").map((cell) => cell.trim()).slice(1);
      assert.ok(cells !== undefined, field);
      const told = cells[always] === "yes" ? "always" : asked !== undefined && cells[asked] === "yes" ? "asked" : "never";
      assert.equal(SIGHT[source][fact], told, `${source}: ${fact}`);
    }
  }
  for (const told of Object.values(SIGHT)) assert.deepEqual(Object.keys(told), [...FACTS]);
});
