import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// What lies in a folder is found there by Node. A bundle has no folder: scripts/support/by-folder.ts puts what these functions would
// give in the place of the constant that calls them, which must be written `export const FOUND... = await namesIn("...", import.meta.dirname);`.

/** The names of the sources in a folder, without their ending, sorted. `folder`: relative to `from`. */
export async function namesIn(folder: string, from: string): Promise<readonly string[]> {
  const files = await readdir(join(from, folder));
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => file.replace(/\.tsx?$/, "")).sort();
}

/** What each of the sources in a folder exports, by its name. */
export async function modulesIn(folder: string, from: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const names = await namesIn(folder, from);
  const modules = await Promise.all(names.map(async (name) => import(pathToFileURL(join(from, folder, `${name}.ts`)).href) as Promise<Record<string, unknown>>));
  return new Map(names.map((name, i) => [name, modules[i] ?? {}]));
}
