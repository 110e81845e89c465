/** Programs unpacked into a folder of the tests: of Debian's archive with all that they need, and of npm as their lockfile says. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../process/run.ts";
import { AptError, aptUpdate, hasApt, privilege, unpackWithNeeds } from "../setup/apt.ts";
import { ProgramMissing } from "./interceptor.ts";

/** Kept from run to run. */
const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..", "out", "interceptors");
const LOCKFILES = join(dirname(fileURLToPath(import.meta.url)), "npm");
const MINUTE = 60_000;

/** Folder with the files of a package of Debian's, and of those that it needs and this machine lacks. Throws ProgramMissing. */
export async function debianPackage(name: string): Promise<string> {
  return await kept(`debian-${name}`, async (folder) => {
    if (!(await hasApt())) throw new ProgramMissing(`there is no apt to download ${name} with`);
    try {
      await unpackWithNeeds(name, folder);
    } catch (error) {
      if (!(error instanceof AptError)) throw error;
      // Old lists name files that the archive no longer has.
      const how = await privilege();
      if (how.kind === "none") throw new ProgramMissing(error.message, { cause: error });
      await again(name, folder, how);
    }
  });
}

async function again(name: string, folder: string, how: Awaited<ReturnType<typeof privilege>>): Promise<void> {
  try {
    await aptUpdate(how, () => undefined);
    await unpackWithNeeds(name, folder);
  } catch (error) {
    if (!(error instanceof AptError)) throw error;
    throw new ProgramMissing(error.message, { cause: error });
  }
}

/** Folder with a program of npm's in node_modules, as the lockfile beside this file says. Throws ProgramMissing. */
export async function npmPackage(name: string): Promise<string> {
  return await kept(`npm-${name}`, async (folder) => {
    // `npm ci` refuses a lockfile in which an optional peer that nobody has is missing, as npm itself writes it.
    for (const file of ["package.json", "package-lock.json"]) cpSync(join(LOCKFILES, name, file), join(folder, file));
    const { status, output } = await runQuietly(process.platform === "win32" ? "npm.cmd" : "npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, timeout: 5 * MINUTE });
    if (status !== 0) throw new ProgramMissing(`npm install of ${name} failed: ${output.trim().slice(0, 500)}`);
  });
}

/** Fills a folder once: who else does so at the same time finds it whole, or not at all. */
async function kept(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(FOLDER, name);
  if (existsSync(folder)) return folder;
  mkdirSync(FOLDER, { recursive: true });
  const making = mkdtempSync(join(FOLDER, ".making-"));
  try {
    await fill(making);
    if (!existsSync(folder)) renameSync(making, folder);
    return folder;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
