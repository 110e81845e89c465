import { createReadStream, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Where suites that others wrote may lie, the first that has one counts: where TLSCOPE_SUITES says, else where `npm run suites` puts them. */
function folders(): string[] {
  const named = process.env["TLSCOPE_SUITES"];
  return (named === undefined || named === "" ? [".cache/suites", "../shared/suites"] : [named]).map((folder) => resolve(folder));
}

/** The file of a suite; undefined where it is not here. */
export function suiteFile(name: string): string | undefined {
  return folders().map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Why tests of this suite are skipped, to be given as node:test's `skip`; false where the suite is there. */
export function suiteMissing(name: string): string | false {
  return suiteFile(name) === undefined ? `not run: ${name} is not here; npm run suites makes it from a checkout of its repository (CONTRIBUTING.md)` : false;
}

/** The lines of a suite, parsed. */
export async function* readSuite<Case>(name: string): AsyncGenerator<Case> {
  const file = suiteFile(name);
  if (file === undefined) throw new Error(`The suite ${name} is not here.`);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line.trim() !== "") yield JSON.parse(line) as Case;
  }
}
