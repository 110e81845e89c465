import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Generations that are gone back: a browser's helper is two or three below it. */
const MAX_GENERATIONS = 50;

/** Lists all processes with their parents, a line "<pid> <parent>" each, where there is no /proc. */
const LISTS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  win32: ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", "Get-CimInstance Win32_Process | ForEach-Object { \"$($_.ProcessId) $($_.ParentProcessId)\" }"],
};
const UNIX_LIST = ["ps", "-A", "-o", "pid=,ppid="] as const;

/** Whether a process was started by another one, or by what that one started. What cannot be found out is no. */
export function descendsFrom(pid: number, ancestor: number): boolean {
  const parent = parents();
  let current: number | undefined = pid;
  for (let generation = 0; generation < MAX_GENERATIONS && current !== undefined && current > 0; generation++) {
    current = parent(current);
    if (current === ancestor) return true;
  }
  return false;
}

/** The number of a process' parent, by /proc; undefined: it has ended, or is nobody's to see. */
export function parentOf(pid: number): number | undefined {
  const stat = readIfThere(() => readFileSync(join("/proc", String(pid), "stat"), "latin1"));
  // The name, which may hold anything, stands in parentheses.
  const [, parent] = /^\S+ (\d+) /.exec(stat?.slice(stat.lastIndexOf(")") + 2) ?? "") ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** What `read` gives; undefined where the system says that it cannot be had: it has ended, or is somebody else's. */
export function readIfThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/** Whether a process with that number is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "EPERM";
  }
}

function parents(): (pid: number) => number | undefined {
  if (process.platform === "linux") return parentOf;
  const [program, ...args] = LISTS[process.platform] ?? UNIX_LIST;
  const { stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 10_000, windowsHide: true });
  // A program that is not there gives nothing, whatever its type says.
  const lines = typeof stdout === "string" ? stdout.split("\n") : [];
  const table = new Map(lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/);
    return [Number(pid), Number(parent)];
  }));
  return (pid) => table.get(pid);
}
