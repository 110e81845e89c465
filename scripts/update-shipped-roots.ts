// Writes src/core/registry/shipped-roots-data.ts: which roots the root programs of Chrome, Apple, Android and Microsoft ship, by
// SHA-256, and when each list was taken. Run: npm run update-shipped-roots [-- shipped-roots.json]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run update-shipped-roots [-- LISTS.json]\n\nWrites which roots the root programs of Chrome, Apple, Android and Microsoft ship, as LISTS says.");

const TARGET = join(import.meta.dirname, "../src/core/registry/shipped-roots-data.ts");
/** The letter of each program in the table; Chrome's list has names beside the hashes. */
const LETTERS = { chrome: "c", apple: "a", android: "d", microsoft: "m" } as const;

interface Lists {
  note: string;
  chrome: { sha256: string }[];
  apple: { fetched: string; sha256: string[] };
  android: { fetched: string; sha256: string[] };
  microsoft: { fetched: string; sha256: string[] };
}

const file = process.argv[2] ?? join(import.meta.dirname, "../../shared/facts/shipped-roots.json");
if (!existsSync(file)) {
  console.error(`The lists of shipped roots are not at ${file}. Give their path: npm run update-shipped-roots -- <lists.json>`);
  process.exit(2);
}
const lists = JSON.parse(readFileSync(file, "utf8")) as Lists;
const chrome = /Chrome Root Store version (\d+).*?binary of Chromium (\d+)[\d.]* .*?on (\d{4}-\d{2}-\d{2})/.exec(lists.note);
if (chrome === null) throw new Error(`The note of ${file} does not say where Chrome's list comes from.`);
const [, storeVersion = "", chromeVersion = "", chromeDate = ""] = chrome;

const programs = new Map<string, string>();
const add = (letter: string, hashes: readonly string[]): void => {
  for (const hash of hashes) {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`Not a SHA-256: ${hash}`);
    programs.set(hash, (programs.get(hash) ?? "") + letter);
  }
};
add(LETTERS.chrome, lists.chrome.map(({ sha256 }) => sha256));
add(LETTERS.apple, lists.apple.sha256);
add(LETTERS.android, lists.android.sha256);
add(LETTERS.microsoft, lists.microsoft.sha256);
const rows = [...programs].sort(([one], [other]) => one < other ? -1 : 1).map(([hash, letters]) => `${hash} ${letters}`);

writeFileSync(TARGET, `// Written by scripts/update-shipped-roots.ts. Do not edit.
// Chrome: the Chrome Root Store version ${storeVersion}, as in Chromium ${chromeVersion}. Apple, Android, Microsoft: nabla-c0d3/trust_stores_observatory (MIT);
// Apple's and Microsoft's lists hold roots for other uses than servers, too.

/** When each program's list was taken (ISO 8601). */
export const SHIPPED_DATES = { chrome: "${chromeDate}", apple: "${lists.apple.fetched}", android: "${lists.android.fetched}", microsoft: "${lists.microsoft.fetched}" } as const;

/** The Chromium that Chrome's list was taken from. */
export const SHIPPED_CHROMIUM = ${chromeVersion};

/** A root a line: SHA-256 (hex), and the programs that ship it: c Chrome, a Apple, d Android, m Microsoft. */
export const SHIPPED_ROOTS = \`
${rows.join("\n")}
\`;
`);
console.log(`${String(rows.length)} roots written to src/core/registry/shipped-roots-data.ts.`);
