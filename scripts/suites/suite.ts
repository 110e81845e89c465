/** A suite of cases that others wrote, as it lies in a checkout of its repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Suite {
  repository: string;
  /** The file that the tests read; a case a line, as JSON. */
  output: string;
  /** Whether the folder is a checkout that has the cases. */
  found(folder: string): boolean;
  /** What has to be done first, where the folder is a checkout without the cases. */
  unready?(folder: string): string | undefined;
  cases(folder: string): Iterable<object>;
}

/** Whether all are there. */
export function existing(...paths: string[]): boolean {
  return paths.every((path) => existsSync(path));
}

/** The files below a folder whose names end so, in an order that does not change. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name));
}

/** Base64 of the blocks of a PEM file with this label, without line ends; none where there is no such file. */
export function pemBodies(file: string, label: string): string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, "latin1").matchAll(new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`, "g"))].map(([, body = ""]) => body.replace(/\s/g, ""));
}
