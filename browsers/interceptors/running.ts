/** A program that was started, until it is ready and until it is ended. */
import { spawn } from "node:child_process";
import { listens } from "../../lab/servers/ports.ts";
import { until } from "../until.ts";

/** For a program that computes a key first, on a slow machine. Milliseconds. */
const PATIENCE = 60_000;

export interface ProgramCall {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
  cwd: string;
}

/** What ends each of those that run, at once: a process that is ended leaves none of them behind. */
const running = new Set<() => void>();
process.once("exit", () => running.forEach((kill) => kill()));

/** Starts a program and waits until it listens. Throws with its last words where it ends before. Gives what ends it. */
export async function startProgram({ command, args, env = {}, cwd }: ProgramCall, port: number): Promise<() => Promise<void>> {
  // In this process's group: whoever ends that ends it, too.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  const state = { ended: false };
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
    if (!state.ended) child.kill(signal);
  };
  const leave = (): void => kill("SIGKILL");
  running.add(leave);
  const stop = async (): Promise<void> => {
    kill("SIGTERM");
    const late = setTimeout(leave, 3000);
    await end;
    clearTimeout(late);
    running.delete(leave);
  };
  try {
    await until(async () => state.ended || await listens(port), (ready) => ready, { what: `${command} listens`, patience: PATIENCE });
    if (state.ended) throw new Error(`${command} ended before it was ready: ${said.trim()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
