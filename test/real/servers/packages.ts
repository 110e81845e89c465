/** Programs of Debian's archive, unpacked with what they need into a folder of the tests; nothing is installed. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const FOLDER = resolve("out", "real-servers");
/** Milliseconds. */
const PATIENCE = 300_000;

/** The program cannot be had here: its tests are skipped, and say so. */
export class ProgramUnavailable extends Error {
  override readonly name = "ProgramUnavailable";
  readonly code = "program-unavailable";
}

/** The folder with the files of the packages and of all that they need and this machine lacks; kept from run to run. @throws ProgramUnavailable */
export async function unpackedProgram(name: string, packages: readonly string[]): Promise<string> {
  const folder = join(FOLDER, name);
  if (existsSync(folder)) return folder;
  mkdirSync(FOLDER, { recursive: true });
  const making = mkdtempSync(join(FOLDER, ".making-"));
  try {
    const archives = join(making, "archives");
    mkdirSync(join(archives, "partial"), { recursive: true });
    const options = ["-qq", "-o", `Dir::Cache::archives=${archives}`, "-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User="];
    // What is installed already is downloaded all the same.
    await run("apt-get", [...options, "--download-only", "--no-install-recommends", "--reinstall", "-y", "install", ...packages], { timeout: PATIENCE });
    for (const file of readdirSync(archives).filter((entry) => entry.endsWith(".deb"))) await run("dpkg", ["-x", join(archives, file), making]);
    rmSync(archives, { recursive: true });
    if (!existsSync(folder)) renameSync(making, folder);
    return folder;
  } catch (error) {
    throw new ProgramUnavailable(`${packages.join(", ")} cannot be had from the archive: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`, { cause: error });
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The environment in which a program finds the libraries that were unpacked with it. */
export function withLibraries(root: string, ...more: string[]): NodeJS.ProcessEnv {
  const folder = join(root, "usr", "lib");
  const machines = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("-linux-gnu")) : [];
  return { ...process.env, LD_LIBRARY_PATH: [...machines.flatMap((name) => [join(root, "usr", "lib", name), join(root, "lib", name)]), ...more].join(":") };
}
