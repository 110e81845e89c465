import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export interface RunResult {
  /** The exit status; 127 where the program could not be started, 128 + n where signal n ended it. */
  status: number;
  /** Standard output and error as they came. */
  output: string;
}

export interface RunOptions {
  /** Called for each line, without its end. */
  onLine?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  /** The folder to run in; default that of this process. */
  cwd?: string;
  /** Milliseconds after which the program and its children are killed. */
  timeout?: number;
  /** It must not be killed half-way (a package manager): it is asked to end, and no more. */
  delicate?: boolean;
}

/** What runs, and whether it may be killed. */
const running = new Map<ChildProcess, { delicate: boolean }>();

/** Kills every program that was started here and still runs, with its children. */
export function killRunning(): void {
  for (const [child, { delicate }] of running) if (!delicate) killGroup(child, "SIGKILL");
}

/** Asks every program that was started here to end, with its children, and kills what has not after `patience` milliseconds. */
export async function stopRunning(patience: number): Promise<void> {
  for (const child of running.keys()) killGroup(child, "SIGTERM");
  for (let waited = 0; waited < patience && running.size > 0; waited += 50) await sleep(50);
  killRunning();
}

/** Runs a program without a terminal and gives what it said. Rejects with nothing: a failure to start is status 127. */
export function runQuietly(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    // A process group of its own, so that what it starts in turn can be ended with it.
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env ?? process.env, cwd: options.cwd, detached: process.platform !== "win32" });
    running.set(child, { delicate: options.delicate === true });
    let output = "";
    let rest = "";
    const take = (text: string) => {
      output += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const timer = options.timeout === undefined ? undefined : setTimeout(() => {
      take(`\nGiven up after ${Math.round((options.timeout ?? 0) / 1000)} s.\n`);
      killGroup(child, "SIGTERM");
      setTimeout(() => killGroup(child, "SIGKILL"), 5000).unref();
    }, options.timeout);
    const finish = (status: number) => {
      clearTimeout(timer);
      running.delete(child);
      if (rest !== "") options.onLine?.(rest);
      resolve({ status, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? (signal === null ? 1 : 128 + constants.signals[signal])));
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch (error) {
    // ESRCH: it ended in the meantime. EPERM: it runs as root by sudo, which passes the terminal's signals on itself.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}
