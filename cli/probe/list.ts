import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { EXIT, graver, InputError, UsageError, type ExitStatus } from "../errors.ts";
import { jsonLine } from "../json-line.ts";
import { linesOf } from "../lines.ts";
import type { Streams } from "../streams.ts";
import { judgedToJson, probeAndJudge, statusOf, type ProbeJudging } from "./one.ts";
import { targetOf } from "./options.ts";
import { ProbeProgress } from "./progress.ts";

const MAX_LINE = 1024;

export interface ListOptions {
  /** "-": standard input. */
  file: string;
  concurrency: number;
  defaultPort: number;
}

/**
 * Probes each host of a list (a line each, "#" begins a comment), so many at a time, and writes a line of JSON for each as
 * it is done, with the number of its line. Reads no further ahead than it probes.
 */
export async function probeList({ file, concurrency, defaultPort }: ListOptions, judging: ProbeJudging, { stdin, stdout, stderr }: Streams): Promise<ExitStatus> {
  const progress = new ProbeProgress(stderr);
  let status: ExitStatus = EXIT.valid;
  let waiting = Promise.resolve();
  const write = (line: number, answer: object, each: ExitStatus): Promise<void> => {
    status = graver(status, each);
    progress.count(each);
    // One after the other, and no faster than it is taken.
    waiting = waiting.then(async () => {
      if (!stdout.write(jsonLine({ line, ...answer }))) await once(stdout, "drain");
    });
    return waiting;
  };
  const running = new Set<Promise<void>>();
  for await (const { line, host } of hostsOf(file === "-" ? stdin : createReadStream(file), file)) {
    const work = probeLine(host, defaultPort, judging).then(([answer, each]) => write(line, answer, each));
    const slot: Promise<void> = work.finally(() => running.delete(slot));
    running.add(slot);
    if (running.size >= concurrency) await Promise.race(running);
  }
  await Promise.all(running);
  progress.end();
  return status;
}

async function probeLine(host: string | undefined, defaultPort: number, judging: ProbeJudging): Promise<[answer: object, status: ExitStatus]> {
  if (host === undefined) return [{ error: { code: "line", message: "The line is too long, or not UTF-8." } }, EXIT.failed];
  try {
    const judged = await probeAndJudge(targetOf(host, defaultPort), judging);
    return [judgedToJson(judged), statusOf(judged)];
  } catch (error) {
    if (error instanceof UsageError) return [{ error: { code: "target", message: error.message } }, EXIT.failed];
    throw error;
  }
}

async function* hostsOf(input: Readable, file: string): AsyncGenerator<{ line: number; host: string | undefined }> {
  try {
    for await (const line of linesOf(input, MAX_LINE)) {
      const host = "text" in line ? line.text.split("#", 1)[0]?.trim() : undefined;
      if (host !== "") yield { line: line.number, host };
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw new InputError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
}
