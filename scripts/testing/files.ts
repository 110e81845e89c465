import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The test files of a folder, with all below it; none where the folder is missing. */
export function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}
