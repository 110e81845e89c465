import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The lines of a suite that others wrote, from where `npm run suites` puts it or beside the project; undefined where it is not here. */
export function suiteLines(name: string): string[] | undefined {
  const file = [`.cache/suites/${name}`, `../shared/suites/${name}`].map((path) => resolve(path)).find((path) => existsSync(path));
  return file === undefined ? undefined : readFileSync(file, "utf8").trim().split("\n");
}
