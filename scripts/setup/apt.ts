import { runQuietly } from "../support/run.ts";
import type { Program } from "./programs.ts";

/** How this person may install packages. */
export type Privilege = { kind: "root" } | { kind: "sudo" } | { kind: "none" };

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

/** The commands that install packages, as a person would type them. */
export function installCommands(packages: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(" ")}`;
}

/** Brings the lists up to date. Throws with apt's last words. */
export async function aptUpdate(how: Privilege, onLine: (line: string) => void): Promise<void> {
  await apt(how, ["update"], onLine);
}

/** Installs packages. Throws with apt's last words. */
export async function aptInstall(how: Privilege, packages: readonly string[], onLine: (line: string) => void): Promise<void> {
  await apt(how, ["install", "-y", "--no-install-recommends", ...packages], onLine);
}

async function apt(how: Privilege, args: readonly string[], onLine: (line: string) => void): Promise<void> {
  const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...QUIET, ...args];
  const [program = "env", ...rest] = how.kind === "sudo" ? ["sudo", "-n", ...command] : command;
  const { status, output } = await runQuietly(program, rest, { onLine, delicate: true });
  if (status !== 0) {
    throw new Error(`apt-get ${args.join(" ")} failed:\n${output.trimEnd().split("\n").slice(-15).join("\n")}`);
  }
}
