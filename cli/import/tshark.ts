import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { InputError } from "../errors.ts";
import { locateProgram } from "../programs.ts";

/** tshark is not there. The message says how to get it. */
export class TsharkMissingError extends InputError {
  constructor() {
    super("reading a capture needs tshark, which is not here: install it (Debian, Ubuntu: apt install tshark; elsewhere it comes with Wireshark), or set TLSCOPE_TSHARK to its path", "tshark-missing");
  }
}

/** Characters of what tshark says of itself that are kept. */
const MAX_WORDS = 4000;

/** A run of tshark that reads a capture from its standard input. */
export interface TsharkRun {
  stdout: Readable;
  /** Gives a piece of the capture; resolves when more may follow. Nothing is done with pieces once tshark has stopped reading. */
  write(bytes: Uint8Array): Promise<void>;
  /** The capture is over. */
  endInput(): void;
  /** Its exit status and its own words, when it has ended. */
  ended: Promise<{ status: number | null; words: string }>;
  /** Ends it and removes what was made for it. */
  clean(): Promise<void>;
}

/**
 * Starts tshark with a configuration of its own (no profile, preference or plugin of the person's) and without looking names up.
 * `keyLog`: handed over as a file that only this user can read and that is gone with `clean`.
 * @throws TsharkMissingError
 */
export async function startTshark(args: readonly string[], keyLog?: Uint8Array): Promise<TsharkRun> {
  const program = locateProgram([process.env["TLSCOPE_TSHARK"] ?? "tshark"]);
  if (program === undefined) throw new TsharkMissingError();
  const folder = await mkdtemp(join(tmpdir(), "tlscope-tshark-"));
  const keys = join(folder, "keys");
  if (keyLog !== undefined) await writeFile(keys, keyLog, { mode: 0o600 });
  const own = ["-n", "-r", "-", ...(keyLog === undefined ? [] : ["-o", `tls.keylog_file:${keys}`])];
  // Node gives children a socket, and tshark reads from a pipe alone.
  const child = spawn("/bin/sh", ["-c", "cat | \"$0\" \"$@\"", program, ...own, ...args], {
    stdio: ["pipe", "pipe", "pipe"], detached: true,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, WIRESHARK_CONFIG_DIR: folder, WIRESHARK_PLUGIN_DIR: folder, LC_ALL: "C.UTF-8", TMPDIR: folder },
  });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (words.length < MAX_WORDS) words += text;
  });
  // It stops reading at what it cannot read, and says so at its end.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<{ status: number | null; words: string }>((resolve) => {
    child.on("close", (status) => resolve({ status, words }));
  });
  const clean = async (): Promise<void> => {
    child.stdin.destroy();
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) endGroup(child.pid);
    await rm(folder, { recursive: true, force: true });
  };
  return {
    stdout: child.stdout, ended, clean,
    endInput: () => child.stdin.end(),
    write: async (bytes) => {
      if (!child.stdin.writable) return;
      // Its own copy: the giver's memory is used again.
      if (!child.stdin.write(Buffer.from(bytes))) await drained(child.stdin);
    },
  };
}

/** Resolves when more can be written, or nothing ever again. */
function drained(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      output.off("drain", done).off("close", done);
      resolve();
    };
    output.on("drain", done).on("close", done);
    if (output.closed) done();
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // It has ended in the meantime.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
