import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "../process/run.ts";
import type { Program } from "./programs.ts";

/** How this person may install packages. */
export type Privilege = { kind: "root" } | { kind: "sudo" } | { kind: "none" };

/** apt did not do what it was asked; the message ends with its last words. */
export class AptError extends Error {
  readonly code = "apt";
}

const QUIET = ["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", "-qq"];

/** Whether this is a system with apt. */
export async function hasApt(): Promise<boolean> {
  if (process.platform !== "linux") return false;
  return (await runQuietly("apt-get", ["--version"])).status === 0;
}

/** Root, or sudo without a password being asked for. */
export async function privilege(): Promise<Privilege> {
  if (process.getuid?.() === 0) return { kind: "root" };
  return (await runQuietly("sudo", ["-n", "true"])).status === 0 ? { kind: "sudo" } : { kind: "none" };
}

/** The first of a program's packages that the archive offers and that is no snap in disguise; undefined: none. */
export async function packageOf(program: Program): Promise<string | undefined> {
  for (const name of program.packages) {
    const { status, output } = await runQuietly("apt-cache", ["policy", name]);
    const candidate = status === 0 ? /^\s+Candidate:\s*(\S+)/m.exec(output)?.[1] : undefined;
    if (candidate !== undefined && candidate !== "(none)" && !candidate.includes("snap")) return name;
  }
  return undefined;
}

/** The versions of a package that the archive offers, the newest first. */
export async function offeredVersions(name: string): Promise<string[]> {
  const { status, output } = await runQuietly("apt-cache", ["madison", name]);
  return status === 0 ? versionsIn(output) : [];
}

/** The versions in what `apt-cache madison` prints: name, version and source, between "|". */
export function versionsIn(madison: string): string[] {
  return [...new Set(madison.split("\n").flatMap((line) => /^\s*\S+ \| +(\S+) +\| .* Packages$/.exec(line)?.[1] ?? []))];
}

/** Downloads a package into a folder and unpacks it there; nothing is installed. Throws with apt's or dpkg's last words. */
export async function unpackPackage(name: string, version: string, folder: string, onLine: (line: string) => void): Promise<void> {
  const inFolder = { cwd: folder, onLine };
  const download = await runQuietly("apt-get", [...QUIET, "download", `${name}=${version}`], inFolder);
  const file = readdirSync(folder).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith(".deb"));
  if (download.status !== 0 || file === undefined) throw new Error(`apt-get download ${name}=${version} failed:\n${lastLines(download.output)}`);
  const unpacked = await runQuietly("dpkg", ["-x", file, "."], inFolder);
  if (unpacked.status !== 0) throw new Error(`dpkg -x ${file} failed:\n${lastLines(unpacked.output)}`);
  rmSync(join(folder, file));
}

/**
 * Downloads a package with all that it needs and this machine lacks, and unpacks them into a folder; nothing is installed, and root is
 * not needed. Throws AptError with apt's or dpkg's last words.
 */
export async function unpackWithNeeds(name: string, folder: string): Promise<void> {
  const archives = join(folder, "archives");
  mkdirSync(join(archives, "partial"), { recursive: true });
  const options = ["-o", `Dir::Cache::archives=${archives}`, "-o", "Debug::NoLocking=true", "-o", "APT::Sandbox::User="];
  const { status, output } = await runQuietly("apt-get", [...QUIET, ...options, "--download-only", "--no-install-recommends", "-y", "install", name]);
  if (status !== 0) throw new AptError(`apt-get --download-only install ${name} failed:\n${lastLines(output)}`);
  for (const file of readdirSync(archives).filter((entry) => entry.endsWith(".deb"))) {
    const unpacked = await runQuietly("dpkg", ["-x", join(archives, file), folder]);
    if (unpacked.status !== 0) throw new AptError(`dpkg -x ${file} failed:\n${lastLines(unpacked.output)}`);
  }
  rmSync(archives, { recursive: true });
}

/** The commands that install packages, as a person would type them. */
export function installCommands(packages: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(" ")}`;
}

/** Brings the lists up to date. Throws AptError. */
export async function aptUpdate(how: Privilege, onLine: (line: string) => void): Promise<void> {
  await apt(how, ["update"], onLine);
}

/** Installs packages. Throws AptError. */
export async function aptInstall(how: Privilege, packages: readonly string[], onLine: (line: string) => void): Promise<void> {
  await apt(how, ["install", "-y", "--no-install-recommends", ...packages], onLine);
}

async function apt(how: Privilege, args: readonly string[], onLine: (line: string) => void): Promise<void> {
  const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...QUIET, ...args];
  const [program = "env", ...rest] = how.kind === "sudo" ? ["sudo", "-n", ...command] : command;
  const { status, output } = await runQuietly(program, rest, { onLine, delicate: true });
  if (status !== 0) throw new AptError(`apt-get ${args.join(" ")} failed:\n${lastLines(output)}`);
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-15).join("\n");
}
