import { spawn } from "node:child_process";
import { InputError } from "../errors.ts";

/** Milliseconds that a browser gets to close, and to write what it has, before it is killed. */
const PATIENCE = 10_000;
const MAX_WORDS = 4000;

export interface StartedBrowser {
  pid: number;
  /** Resolves when it is gone: with its last words where it ended badly by itself. */
  gone: Promise<string | undefined>;
  /** Asks it to close; kills it where it does not. */
  close(): Promise<void>;
}

/** Variables by which TLS programs write their keys down: none that is started here inherits them from whoever started us. */
const KEY_LOG_VARIABLES = ["SSLKEYLOGFILE", "QUIC_TRACE_DIRECTORY"];

/** Starts a browser. `more`: variables for it alone. @throws InputError where it does not start */
export async function startBrowser(program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<StartedBrowser> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !KEY_LOG_VARIABLES.includes(name)));
  // A group of its own: Ctrl-C in the terminal is ours, and closes it in order.
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...env, ...more }, detached: true });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-MAX_WORDS);
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once("spawn", () => resolve(child.pid ?? 0));
    child.once("error", (error) => reject(new InputError(`${program} cannot be started: ${error.message}`, "browser-missing")));
  });
  let closing = false;
  const gone = new Promise<string | undefined>((resolve) => {
    child.once("exit", (status) => resolve(closing || status === 0 ? undefined : words.trim().split("\n").at(-1) ?? ""));
  });
  return {
    pid, gone,
    close: async () => {
      closing = true;
      child.kill("SIGTERM");
      const timer = setTimeout(() => killGroup(pid), PATIENCE);
      await gone;
      clearTimeout(timer);
      // What it started, and did not take along.
      killGroup(pid);
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
