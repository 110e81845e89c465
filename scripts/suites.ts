// Makes the inputs of tests from checkouts of suites that others wrote: `npm run suites -- PATH...`, where each path is a
// checkout or a folder of checkouts. What is made lies in .cache/suites, where the tests look.
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boringssl } from "./suites/boringssl.ts";
import { bettertls } from "./suites/bettertls.ts";
import { limbo } from "./suites/limbo.ts";
import { pkits } from "./suites/pkits.ts";
import type { Suite } from "./suites/suite.ts";
import { zlint } from "./suites/zlint.ts";
import { answerHelp } from "./support/usage.ts";

answerHelp("npm run suites -- PATH...\n\nMakes the inputs of tests, in .cache/suites, from checkouts of suites that others wrote. Each path is a checkout, or a folder of checkouts; CONTRIBUTING.md lists them.");

const SUITES: readonly Suite[] = [limbo, bettertls, zlint, boringssl, pkits];
const FOLDER = join(".cache", "suites");

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error(`npm run suites -- PATH...\n\nEach path is a checkout, or a folder of checkouts, of:\n${[...new Set(SUITES.map(({ repository }) => `  ${repository}`))].join("\n")}`);
  process.exit(2);
}

const folders = paths.flatMap((path) => [path, ...readdirSync(path).map((name) => join(path, name)).filter((inside) => statSync(inside).isDirectory())]);
let made = 0;
for (const suite of SUITES) {
  const { repository, output } = suite;
  const folder = folders.find((candidate) => suite.found(candidate));
  if (folder === undefined) {
    const [first] = folders.flatMap((candidate) => suite.unready?.(candidate) ?? []);
    console.log(`${output}: not made. ${first ?? `There is no checkout of ${repository} here.`}`);
    continue;
  }
  const lines = [...suite.cases(folder)].map((each) => `${JSON.stringify(each)}\n`);
  if (lines.length === 0) {
    console.error(`${output}: ${folder} has no case that could be read.`);
    process.exitCode = 1;
    continue;
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, output), lines.join(""));
  made += 1;
  console.log(`${output}: ${lines.length} cases from ${folder}`);
}
if (made === 0) process.exitCode = 1;
