import { once } from "node:events";
import { availableParallelism } from "node:os";
import type { Readable, Writable } from "node:stream";
import type { ClientName } from "../src/core/chain/clients/index.ts";
import { EXIT, graver, type ExitStatus } from "./errors.ts";
import { decodeLine, LineCutter, type RawLine } from "./lines.ts";
import { LineAnswerer, MAX_LINE } from "./stream/answer.ts";
import { AnsweringThreads } from "./stream/threads.ts";

/** So many lines are answered before it is worth starting threads. */
const FEW_LINES = 200;
/** Bytes that this thread remembers, about. */
const MEMORY = 16 * 1024 * 1024;
/** A line of more bytes is answered in this thread: the others have room for ordinary ones. */
const LONG_LINE = 1024 * 1024;
/** Lines, and their bytes, that may be under way in threads. */
const LINES_UNDER_WAY = 1_024;
const BYTES_UNDER_WAY = 4 * 1024 * 1024;
/** Bytes of answers that are written at once. */
const WRITTEN_AT_ONCE = 128 * 1024;

/**
 * An observation a line in, an assessment a line out, in the same order. Reads no faster than the output is taken; keeps a bounded
 * number of lines and a bounded memory of what it has judged. `client`: whose verdict on chains it is; `program`: what a thread of ours runs, for many lines; absent: all is
 * done in this thread.
 */
export async function assessLines(input: Readable, output: Writable, client: ClientName = "browsers", program?: URL): Promise<ExitStatus> {
  const threads = program === undefined ? 1 : availableParallelism();
  const stream = new AnsweredStream(output, client, threads > 1 ? program : undefined, threads);
  const cutter = new LineCutter(MAX_LINE);
  const chunks = (input as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  for (let next = await stream.until(chunks.next()); next.done !== true; next = await stream.until(chunks.next())) {
    await stream.take(cutter.push(next.value));
  }
  await stream.take(cutter.end());
  return stream.end();
}

class AnsweredStream {
  readonly #output: Writable;
  readonly #client: ClientName;
  readonly #program: URL | undefined;
  readonly #count: number;
  #answerer: LineAnswerer | undefined;
  #threads: AnsweringThreads | undefined;
  #ready: Uint8Array[] = [];
  #readyBytes = 0;
  #status: ExitStatus = EXIT.valid;

  constructor(output: Writable, client: ClientName, program: URL | undefined, count: number) {
    this.#output = output;
    this.#client = client;
    this.#program = program;
    this.#count = count;
  }

  /** Takes the lines of a chunk. */
  async take(lines: Iterable<RawLine>): Promise<void> {
    for (const line of lines) {
      if (this.#threads === undefined && this.#program !== undefined && line.number > FEW_LINES) this.#start(this.#program, line.number);
      if (this.#threads !== undefined && !("bytes" in line && line.bytes.length > LONG_LINE)) {
        this.#threads.push(line);
        continue;
      }
      this.#answerer ??= new LineAnswerer(MEMORY, this.#client);
      const { text, status } = await this.#answerer.answer(decodeLine(line));
      const answer = Buffer.from(text);
      if (this.#threads === undefined) this.#taken(answer, status);
      else this.#threads.pushAnswered(line, answer, status);
      await this.#write(WRITTEN_AT_ONCE);
    }
    this.#threads?.flush();
    await this.#write(0);
    await this.#settle(LINES_UNDER_WAY, BYTES_UNDER_WAY);
  }

  /** What `next` gives. Until then answers are written as threads have them: who gives a line may wait for its answer before the next. */
  async until<T>(next: Promise<T>): Promise<T> {
    while (this.#threads !== undefined && this.#threads.linesUnderWay > 0) {
      const came = await Promise.race([next.then((value) => ({ value })), this.#threads.progress().then(() => undefined)]);
      if (came !== undefined) return came.value;
      await this.#write(0);
    }
    return next;
  }

  async end(): Promise<ExitStatus> {
    await this.#settle(0, 0);
    await this.#threads?.end();
    return this.#status;
  }

  #start(program: URL, first: number): void {
    this.#answerer = undefined;
    this.#threads = new AnsweringThreads(program, this.#client, this.#count, first, (answer, status) => this.#taken(answer, status));
  }

  #taken(answer: Uint8Array, status: ExitStatus): void {
    this.#status = graver(this.#status, status);
    this.#ready.push(answer);
    this.#readyBytes += answer.length;
  }

  /** Waits until no more than so much is under way. */
  async #settle(lines: number, bytes: number): Promise<void> {
    while (this.#threads !== undefined && (this.#threads.linesUnderWay > lines || this.#threads.bytesUnderWay > bytes)) {
      await this.#threads.progress();
      await this.#write(0);
    }
  }

  /** Writes what is ready where it is more than so many bytes. */
  async #write(more: number): Promise<void> {
    while (this.#readyBytes > more) {
      const batch = this.#ready;
      this.#ready = [];
      this.#readyBytes = 0;
      if (!this.#output.write(Buffer.concat(batch))) await once(this.#output, "drain");
    }
  }
}
