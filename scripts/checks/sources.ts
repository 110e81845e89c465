import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { WATCHED } from "./rooms.ts";

/** Every source file of the watched folders under `root`, relative to it, "/" between parts. */
export function sourceFiles(root: string): string[] {
  return WATCHED.flatMap((folder) => filesIn(root, folder));
}

function filesIn(root: string, folder: string): string[] {
  const top = join(root, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, encoding: "utf8" })
    .map((name) => join(top, name))
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && statSync(path).isFile())
    .map((path) => relative(root, path).split(sep).join("/"))
    .sort();
}
