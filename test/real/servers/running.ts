import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { listens } from "../../../lab/servers/ports.ts";

/** Milliseconds until it listens. */
const PATIENCE = 60_000;

export interface RunningProgram {
  stop: () => Promise<void>;
}

export interface ProgramToRun {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Whom to run as, where this process may choose. */
  uid?: number;
}

/** Starts a program and waits until it listens on all of the ports. Throws with its last words where it ends before. */
export async function runProgramOn({ command, args, env, cwd, uid }: ProgramToRun, ports: readonly number[]): Promise<RunningProgram> {
  // A group of its own, so that what it starts ends with it.
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true, ...(uid === undefined ? {} : { uid, gid: uid }) });
  let said = "";
  const state = { ended: false };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
  const end = new Promise<void>((resolve) => {
    const done = (): void => {
      state.ended = true;
      resolve();
    };
    child.once("exit", done);
    child.once("error", (error) => {
      said += error.message;
      done();
    });
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      // Nobody of the group is left.
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  };
  const leave = (): void => kill("SIGKILL");
  process.once("exit", leave);
  const stop = async (): Promise<void> => {
    kill("SIGTERM");
    await Promise.race([end, wait(3000)]);
    leave();
    process.off("exit", leave);
  };
  const until = performance.now() + PATIENCE;
  for (const port of ports) {
    while (!(await listens(port))) {
      if (state.ended || performance.now() > until) {
        await stop();
        throw new Error(`${command} does not listen on port ${port}: ${said.trim()}`);
      }
      await wait(50);
    }
  }
  return { stop };
}
