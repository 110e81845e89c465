// Writes src/core/registry/public-suffixes-data.ts from Debian's package publicsuffix. Run: npm run update-public-suffixes
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { domainToASCII } from "node:url";

const SOURCE = "/usr/share/publicsuffix/public_suffix_list.dat";
const TARGET = join(import.meta.dirname, "../src/core/registry/public-suffixes-data.ts");

if (!existsSync(SOURCE)) {
  console.error(`${SOURCE} is not there. Install Debian's package publicsuffix.`);
  process.exit(2);
}
const version = execFileSync("dpkg-query", ["-W", "-f", "${Version}", "publicsuffix"], { encoding: "utf8" }).trim();
const icann = /===BEGIN ICANN DOMAINS===([^]*)===END ICANN DOMAINS===/.exec(readFileSync(SOURCE, "utf8"))?.[1] ?? "";
const byTopLevel = new Map<string, string[]>();
let count = 0;
for (const line of icann.split("\n")) {
  const rule = line.trim();
  if (rule === "" || rule.startsWith("//") || !rule.includes(".")) continue;
  const mark = /^(?:!|\*\.)/.exec(rule)?.[0] ?? "";
  const name = domainToASCII(rule.slice(mark.length));
  if (name === "") throw new Error(`No domain: ${rule}`);
  const dot = name.lastIndexOf(".");
  const topLevel = name.slice(dot + 1);
  const rest = dot < 0 ? "" : name.slice(0, dot);
  const rules = byTopLevel.get(topLevel) ?? [];
  byTopLevel.set(topLevel, rules);
  rules.push(mark === "!" ? `!${rest}` : mark === "*." ? (rest === "" ? "*" : `*.${rest}`) : rest);
  count++;
}
if (count < 1000) throw new Error(`Only ${count} rules: the list has another form than expected.`);
const lines = [...byTopLevel].sort(([a], [b]) => (a < b ? -1 : 1)).map(([topLevel, rules]) => `${topLevel} ${rules.join(" ")}`);
writeFileSync(TARGET, `// Written by scripts/update-public-suffixes.ts from Debian's publicsuffix ${version}. Do not edit.
// This file is made from the Public Suffix List (https://publicsuffix.org/list/) and is subject to the terms of the
// Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at
// https://mozilla.org/MPL/2.0/.

/** Suffixes of two labels and more under which registries register, a top-level domain a line, without its name: "*" is any label, "!" an exception. */
export const PUBLIC_SUFFIXES = \`
${lines.join("\n")}
\`;
`);
console.log(`${count} suffixes written to src/core/registry/public-suffixes-data.ts (publicsuffix ${version}).`);
