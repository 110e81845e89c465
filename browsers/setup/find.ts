import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Program } from "./programs.ts";

/** Where to look: the process's own, or a test's. */
export interface SearchPlaces {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
}

export type Found =
  | { kind: "found"; path: string }
  /** The variable names a file that cannot be run. */
  | { kind: "bad-variable"; path: string }
  /** A snap, which sees neither a profile in the temporary folder nor an add-on outside of home. */
  | { kind: "snap"; path: string }
  | { kind: "missing" };

/** Finds a program: by its variable, on the path, then in the platform's usual places. Throws nothing. */
export function findProgram(program: Program, surroundings: SearchPlaces): Found {
  const named = surroundings.env[program.env];
  if (named !== undefined && named !== "") {
    return isUsable(program, named) ? { kind: "found", path: named } : { kind: "bad-variable", path: named };
  }
  let snap: string | undefined;
  for (const path of candidates(program, surroundings)) {
    if (!isUsable(program, path)) continue;
    if (program.isLibrary === true || !isSnap(path)) return { kind: "found", path };
    snap ??= path;
  }
  return snap === undefined ? { kind: "missing" } : { kind: "snap", path: snap };
}

function* candidates(program: Program, { env, platform }: SearchPlaces): Iterable<string> {
  const endings = platform === "win32" ? [".exe"] : [""];
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  // Windows has a certutil.exe of its own that does something else.
  if (!(platform === "win32" && program.name === "certutil")) {
    for (const command of program.commands) {
      for (const folder of folders) for (const ending of endings) yield join(folder, command + ending);
    }
  }
  yield* program.places[platform] ?? [];
}

function isUsable({ isLibrary }: Program, path: string): boolean {
  try {
    accessSync(path, isLibrary === true ? constants.R_OK : constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** A link to the snap program, or Ubuntu's shell script that starts (or asks for) the snap. */
function isSnap(path: string): boolean {
  const real = realpathSync(path);
  if (real.startsWith("/snap/") || real === "/usr/bin/snap") return true;
  if (statSync(real).size > 10_000) return false;
  const text = readFileSync(real, "latin1");
  return text.startsWith("#!") && text.includes("/snap/bin/");
}
