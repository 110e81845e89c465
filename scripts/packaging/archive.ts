import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { zipSync } from "fflate";
import type { Zippable } from "fflate";

const UNIX = 3;
const REGULAR_FILE_0644 = (0o100644 << 16) >>> 0;

/** The files of a folder as a ZIP archive, whose bytes follow from names and contents alone. */
export function archive(folder: string): Uint8Array {
  // The earliest date that a ZIP archive can hold, in whatever zone this is: local time is what ZIP stores.
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  for (const name of filesOf(folder)) {
    files[name] = [readFileSync(join(folder, name)), { mtime, os: UNIX, attrs: REGULAR_FILE_0644, level: 9 }];
  }
  return zipSync(files);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).split(sep).join("/"))
    // By code unit: no locale has a say.
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
