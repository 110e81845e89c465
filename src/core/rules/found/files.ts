import { readdir } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";

/**
 * The files under `folder` (src/core/rules) that may hold rules, "/" between the parts of a path, sorted: all that lie in a folder of
 * it, but what folders called lint and run hold, which the rules about one certificate share.
 */
export async function ruleFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => file.includes("/") && !/^found\/|\/(?:lint|run)\//.test(file))
    .sort();
}

/** The folder of such a path: "certificate/subject". */
export function folderOf(file: string): string {
  return posix.dirname(file);
}
