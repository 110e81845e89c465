import { runQuietly } from "../process/run.ts";
import { withProgress } from "../process/progress.ts";
import { AptError, aptInstall, aptUpdate, hasApt, installCommands, packageOf, privilege } from "./apt.ts";
import type { Privilege } from "./apt.ts";
import { findProgram } from "./find.ts";
import type { Found, SearchPlaces } from "./find.ts";
import { PROGRAMS } from "./programs.ts";
import type { Program, ProgramName } from "./programs.ts";

/** The oldest Firefox that the add-on supports. */
export const OLDEST_FIREFOX = 140;

/** The first ESR that tells the experiment what every server sent: docs/firefox-experiment.md. */
const EXPERIMENT_FIREFOX = 153;

/** Something that only the person can put right; the message says what to do. */
export class SetupError extends Error {
  readonly code = "setup";
}

/**
 * Finds the programs named, installing what is missing where that can be done without asking.
 * Gives their paths. Throws SetupError with what to do.
 */
export async function setUp<Name extends ProgramName>(names: readonly Name[], surroundings: SearchPlaces = process): Promise<Record<Name, string>> {
  const programs = names.map((name) => PROGRAMS[name]);
  const missing = programs.filter((program) => needed(program, findProgram(program, surroundings)));
  if (missing.length > 0) await install(missing);

  const paths = new Map<ProgramName, string>();
  for (const program of programs) {
    const found = findProgram(program, surroundings);
    if (found.kind !== "found") throw new SetupError(missingMessage([program]));
    paths.set(program.name, found.path);
  }
  const firefox = paths.get("firefox");
  if (firefox !== undefined) await checkFirefox(firefox);
  return Object.fromEntries(paths) as Record<Name, string>;
}

function needed(program: Program, found: Found): boolean {
  if (found.kind === "bad-variable") {
    throw new SetupError(`${program.env} is set to ${found.path}, which cannot be run. Set it to the executable's path, or unset it.`);
  }
  return found.kind !== "found";
}

async function install(missing: readonly Program[]): Promise<void> {
  if (!(await hasApt())) throw new SetupError(missingMessage(missing));
  const how = await privilege();
  if (how.kind === "none") {
    throw new SetupError(`${missingMessage(missing)}\nHere:\n  ${installCommands(missing.map((program) => program.packages[0] ?? program.name))}`);
  }
  await refreshLists(how);
  const packages = await packagesOf(missing);
  if (packages === undefined) throw new SetupError(missingMessage(missing));
  await withProgress(`Installing ${packages.join(", ")}`, (say) => aptInstall(how, packages, say));
}

/** Old lists offer an old Firefox, or name files that the archive no longer has. Without a network they are still better than none. */
async function refreshLists(how: Privilege): Promise<void> {
  try {
    await withProgress("Bringing apt's lists up to date", (say) => aptUpdate(how, say));
  } catch (error) {
    if (!(error instanceof AptError)) throw error;
    console.error(`  ${error.message.split("\n").at(-1) ?? ""}\n  Going on with the lists that are here, which may offer older versions.`);
  }
}

/** A package for each program; undefined where the archive has none for one of them. */
async function packagesOf(missing: readonly Program[]): Promise<string[] | undefined> {
  const packages: string[] = [];
  for (const program of missing) {
    const name = await packageOf(program);
    if (name === undefined) return undefined;
    packages.push(name);
  }
  return packages;
}

/** What is missing, what for, and what to do about it. */
export function missingMessage(missing: readonly Program[]): string {
  const lines = missing.map((program) => `- ${program.name} is needed ${program.purpose}. ${program.elsewhere}`);
  const snap = missing.some((program) => program.name === "firefox") && process.platform === "linux"
    ? "\nA Firefox from the snap store cannot be used: it sees neither the profile nor the add-on. On Ubuntu take the package of Mozilla's own archive: https://support.mozilla.org/kb/install-firefox-linux"
    : "";
  return `Something is missing that could not be installed from here:\n${lines.join("\n")}${snap}`;
}

/** The major version of the Firefox at the path. Throws SetupError where it is none. */
export async function firefoxVersion(path: string): Promise<number> {
  const { status, output } = await runQuietly(path, ["--version"]);
  const version = /Firefox (\d+)/.exec(output)?.[1];
  if (status !== 0 || version === undefined) throw new SetupError(`${path} --version does not answer like Firefox:\n${output.trim()}`);
  return Number(version);
}

/**
 * Which Firefox is at the path, for people, and whether it is older than what the experiment needs. Throws SetupError where it is no Firefox.
 */
export async function aboutFirefox(path: string): Promise<string> {
  const version = await firefoxVersion(path);
  const used = `Firefox ${version} (${path})`;
  return version >= EXPERIMENT_FIREFOX ? used : `${used}, older than what the experiment needs: what a server sent is shown in full from Firefox ${EXPERIMENT_FIREFOX} on`;
}

async function checkFirefox(path: string): Promise<void> {
  const version = await firefoxVersion(path);
  if (version < OLDEST_FIREFOX) {
    throw new SetupError(`TLScope needs Firefox ${OLDEST_FIREFOX} or later; ${path} is Firefox ${version}. Install a newer one, or set FIREFOX to its executable.`);
  }
}
