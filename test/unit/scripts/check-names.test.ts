import assert from "node:assert/strict";
import { test } from "node:test";
import { checkNames, type SharedName } from "../../../scripts/checks/names.ts";
import { withProject } from "./fixture.ts";

/** "file: name" of each violation. */
async function check(files: Record<string, string>, shared: [string, SharedName][] = []): Promise<string[]> {
  return await withProject(files, (root) => checkNames(root, new Map(shared)).map(({ file, what }) => `${file}: ${what}`));
}

test("a name that two files declare is found in the second, whatever it stands for", async () => {
  assert.deepEqual(await check({ "src/core/text/a.ts": "export interface Seen { a: number }", "ui/b.tsx": "export function Seen() { return null; }" }), ["ui/b.tsx: Seen"]);
  assert.deepEqual(await check({ "cli/a.ts": "export const [x] = [1]; export const A = 1, B = 2;", "lab/a.ts": "export class A {} export type B = 1; export enum C { a }", "lab/b.ts": "export async function* C() {}" }), ["lab/a.ts: A", "lab/a.ts: B", "lab/b.ts: C"]);
});

test("what is not exported, exported again, or written in a text is no second meaning", async () => {
  assert.deepEqual(await check({
    "cli/a.ts": "export function a(x: string): void; export function a(x: number): void; export function a() {}\nexport type B = 1; export const B = 1;",
    "cli/b.ts": "export { a } from './a.ts'; const B = `\nexport const a = 1;`; // export const a = 2;",
    "test/unit/c.ts": "export const a = 1;",
  }), []);
});

test("rules may end alike, and nothing else with them", async () => {
  const rules = { "src/core/rules/certificate/expired.ts": "export const expired = 1;", "src/core/rules/chain/expired.ts": "export const expired = 1;" };
  assert.deepEqual(await check(rules), []);
  assert.deepEqual(await check({ ...rules, "ui/a.ts": "export const expired = 1;" }), ["ui/a.ts: expired"]);
});

test("a reason counts where it says, and only as long as it is needed", async () => {
  const files = { "browsers/a.ts": "export const until = 1;", "browsers/b.ts": "export const until = 1;" };
  const why = "waits";
  assert.deepEqual(await check(files, [["until", { within: ["browsers"], why }]]), []);
  assert.deepEqual(await check({ ...files, "ui/a.ts": "export const until = 1;" }, [["until", { within: ["browsers"], why }]]), ["ui/a.ts: until"]);
  assert.deepEqual(await check({ "browsers/a.ts": "export const until = 1;" }, [["until", { within: ["browsers"], why }]]), ["scripts/checks/shared-names.ts: until"]);
});
