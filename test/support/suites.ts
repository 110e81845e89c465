import { createReadStream, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** The folder of suites that others wrote; undefined where it is not there. TLSCOPE_SUITES names another one. */
export function suitesFolder(): string | undefined {
  const folder = resolve(process.env["TLSCOPE_SUITES"] ?? "../shared/suites");
  return existsSync(folder) ? folder : undefined;
}

/** Why tests of this suite are skipped, to be given as node:test's `skip`; false where the suite is there. */
export function suiteMissing(name: string): string | false {
  const folder = suitesFolder();
  if (folder === undefined) return "the folder ../shared/suites is missing";
  return existsSync(join(folder, name)) ? false : `../shared/suites/${name} is missing`;
}

/** The lines of a suite, parsed. */
export async function* readSuite<Case>(name: string): AsyncGenerator<Case> {
  const folder = suitesFolder();
  if (folder === undefined) throw new Error("The folder ../shared/suites is missing.");
  for await (const line of createInterface({ input: createReadStream(join(folder, name)), crlfDelay: Infinity })) {
    if (line.trim() !== "") yield JSON.parse(line) as Case;
  }
}
