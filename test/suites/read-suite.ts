import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Beside the project, or where TLSCOPE_SUITES says. */
const FOLDER = process.env["TLSCOPE_SUITES"] ?? join(import.meta.dirname, "../../../shared/suites");

/** The cases of one suite (a JSON object a line), or the reason why they are not to be had. */
export function readSuite<Case>(name: string): { cases: Case[] } | { missing: string } {
  const file = join(FOLDER, name);
  if (!existsSync(file)) return { missing: `../shared/suites/${name} is not there` };
  return { cases: readFileSync(file, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Case) };
}
