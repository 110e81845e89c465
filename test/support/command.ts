/** The command `tlscope` in this process. */
import { Readable, Writable } from "node:stream";
import { run } from "../../cli/run.ts";

export interface CommandOutcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs it with arguments and what stands on standard input. */
export async function tlscope(args: readonly string[], input = ""): Promise<CommandOutcome> {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => new Writable({
    write(chunk, _encoding, done) {
      written[name] += String(chunk);
      done();
    },
  });
  const status = await run(args, { stdin: Readable.from(input === "" ? [] : [Buffer.from(input)]), stdout: sink("stdout"), stderr: sink("stderr") });
  return { status, ...written };
}
