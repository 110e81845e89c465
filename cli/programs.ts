import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program is: the first of the names that is an executable file, as it is or in a folder of PATH; undefined: none. */
export function locateProgram(names: readonly string[], path = process.env["PATH"] ?? ""): string | undefined {
  const places = names.flatMap((name) => name.includes("/") ? [name] : path.split(delimiter).filter((folder) => folder !== "").map((folder) => join(folder, name)));
  return places.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
