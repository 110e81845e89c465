import assert from "node:assert/strict";
import { test } from "node:test";
import { printViolations } from "../../../scripts/checks/imports.ts";
import { checkLocales } from "../../../scripts/checks/locales.ts";
import { withProject } from "./fixture.ts";

async function check(messages: readonly string[] | Record<string, string>, files: Record<string, string>): Promise<string[]> {
  const table = Array.isArray(messages) ? Object.fromEntries(messages.map((key: string) => [key, "Text"])) : (messages as Record<string, string>);
  const fragment = JSON.stringify(Object.fromEntries(Object.entries(table).map(([key, message]) => [key, { message }])));
  return await withProject({ "_locales/en/all.json": fragment, ...files }, (root) => printViolations(checkLocales(root)).split("\n").filter((line) => line !== ""));
}

test("a key that is used and defined is well", async () => {
  assert.deepEqual(await check(["popup_title", "extension_name"], {
    "popup/a.tsx": `export const a = text("popup_title");`,
    "manifest/base.json": `{"name": "__MSG_extension_name__"}`,
  }), []);
});

test("a key that is used and not defined is named with its place", async () => {
  assert.deepEqual(await check(["popup_title"], { "popup/a.tsx": `text("popup_title");\ntext("popup_titel");` }), ["popup/a.tsx:2: popup_titel: no message of this key in _locales/en"]);
});

test("a key of an area that has no message at all is seen where it is asked for", async () => {
  assert.equal((await check([], { "popup/a.tsx": `text("nowhere");` })).length, 1);
});

test("a key in a table of keys is seen by its area", async () => {
  assert.equal((await check(["popup_title"], { "popup/a.tsx": `text("popup_title"); export const keys = { a: "popup_missing" };` })).length, 1);
});

test("a manifest's key must be defined", async () => {
  assert.equal((await check([], { "manifest/base.json": `{"name": "__MSG_extension_name__"}` })).length, 1);
});

test("a key that nobody uses is named", async () => {
  assert.deepEqual(await check(["popup_title", "popup_old"], { "popup/a.tsx": `text("popup_title");` }), ["_locales/en:1: popup_old: nobody uses this message"]);
});

test("a template uses the keys that it can make, and must be able to make one", async () => {
  assert.deepEqual(await check(["state_plain", "state_failed"], { "popup/a.tsx": "text(`state_${state}`);" }), []);
  assert.equal((await check(["state_plain"], { "popup/a.tsx": "text(`state_${state}`); text(`state_${state}_title`);" })).length, 1);
});

test("a beginning of keys uses those that start with it, and must have one", async () => {
  assert.deepEqual(await check(["popup_ct_good"], { "popup/a.tsx": `named(text, "popup_ct_", status);` }), []);
  assert.equal((await check(["popup_ct_good"], { "popup/a.tsx": `named(text, "popup_ct_", status); named(text, "popup_alpn_", alpn);` })).length, 1);
});

test("plural forms belong to their stem", async () => {
  assert.deepEqual(await check(["popup_hosts_one", "popup_hosts_other"], { "popup/a.tsx": `plural(text, "popup_hosts", 2);` }), []);
});

test("a rule asks for its four messages, and a rule that is gone leaves none", async () => {
  const rule = `export const rule = { id: "connection/no-aead", severity: "warning" };`;
  const all = ["title", "message", "meaning", "fix"].map((part) => `rule_connection_no_aead_${part}`);
  const popup = { "popup/a.tsx": "text(`rule_${id}_title`);" };
  assert.deepEqual(await check(all, { "src/core/rules/connection/no-aead.ts": rule, ...popup }), []);
  assert.deepEqual(await check(all.slice(0, 3), { "src/core/rules/connection/no-aead.ts": rule, ...popup }), ["src/core/rules/connection/no-aead.ts:1: rule_connection_no_aead_fix: no message of this key in _locales/en"]);
  assert.equal((await check(all, popup)).length, 4);
});

test("what a browser would take for a named placeholder is refused", async () => {
  const popup = { "popup/a.tsx": `text("popup_a");` };
  assert.equal((await check({ popup_a: "return https://$$host$$request_uri;" }, popup)).length, 1);
  assert.deepEqual(await check({ popup_a: "$1 costs $$5, $2" }, popup), []);
});

test("a message that is still to be written is named in each language", async () => {
  const files = { "popup/a.tsx": `text("popup_a"); text("popup_b");`, "_locales/de/all.json": JSON.stringify({ popup_a: { message: "Eins" }, popup_b: { message: "TODO" } }) };
  assert.deepEqual(await check({ popup_a: "TODO", popup_b: "Two" }, files), ["_locales/de:1: popup_b: is still to be written", "_locales/en:1: popup_a: is still to be written"]);
});

test("another language has the same keys and substitutions", async () => {
  const files = { "popup/a.tsx": `text("popup_a"); text("popup_b");` };
  const english = { popup_a: "One $1", popup_b: "Two" };
  const german = (table: object) => ({ ...files, "_locales/de/all.json": JSON.stringify(table) });
  assert.deepEqual(await check(english, german({ popup_a: { message: "Eins $1" }, popup_b: { message: "Zwei" } })), []);
  assert.deepEqual((await check(english, german({ popup_a: { message: "Eins" }, popup_c: { message: "Drei" } }))).map((line) => line.replace(/^.*?: /, "")).sort(), [
    "popup_a: has other substitutions than _locales/en", "popup_b: is not translated", "popup_c: is not in _locales/en",
  ]);
});

for (const [title, text] of [
  ["a text node", `<p>Hello</p>`],
  ["a string in braces", `<p>{"Hello"}</p>`],
  ["a template in braces", "<p>{`Hello ${name}`}</p>"],
  ["a branch", `<p>{open ? "Hello" : other}</p>`],
  ["a condition", `<p>{open && "Hello"}</p>`],
  ["a title", `<p title="Hello" />`],
  ["a spoken label", `<p aria-label={"Hello"} />`],
] as const) {
  test(`literal text in a face: ${title}`, async () => {
    const lines = await check([], { "popup/a.tsx": `export const a = (\n  ${text}\n);` });
    assert.equal(lines.length, 1, lines.join("\n"));
    assert.match(lines[0] ?? "", /^popup\/a\.tsx:2: .*Hello.*belongs in _locales/);
  });
}

test("literal text in a page of HTML", async () => {
  assert.equal((await check([], { "popup/popup.html": "<html>\n<body><!-- a comment --><p>Hello</p><script>const a = 1;</script></body></html>" })).length, 1);
});

test("what is no text for people is let be", async () => {
  assert.deepEqual(await check([], {
    "popup/a.tsx": `export const a = <p class="grade" data-testid="grade" id={"x"}>·&nbsp;{value} — {format("iso")} TLScope</p>;`.replace(" TLScope", ""),
    "popup/popup.html": "<title>TLScope</title>",
  }), []);
});
