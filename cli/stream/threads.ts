import { Worker } from "node:worker_threads";
import type { ClientName } from "../../src/core/chain/clients/index.ts";
import type { ExitStatus } from "../errors.ts";
import type { RawLine } from "../lines.ts";
import { batchOf, type AnswerBatch, type ThreadData } from "./batch.ts";
import { routeOf } from "./route.ts";

/**
 * Of each thread, in megabytes: what lives shortly, and all else. With a small bound V8 collects before a heap is half as large again as
 * what is in use, and not at four times as much; a thread needs a third of it.
 */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

/** Bytes that are remembered by all threads together, about. */
const MEMORY = 32 * 1024 * 1024;

/** Told of answers as they come, in the order of the lines. */
export type TakesAnswer = (answer: Uint8Array, status: ExitStatus) => void;

/**
 * Threads that answer lines. Lines about the same server go to the same thread, which then knows it; answers are given out in the
 * order of the lines.
 */
export class AnsweringThreads {
  readonly #threads: Worker[] = [];
  readonly #waiting: RawLine[][] = [];
  readonly #taken: TakesAnswer;
  readonly #early = new Map<number, { answer: Uint8Array; status: ExitStatus }>();
  #next: number;
  #last: number;
  #bytes = 0;
  readonly #sizes = new Map<number, number>();
  #wake: (() => void) | undefined;
  #failed: Error | undefined;

  /** `program`: what a thread runs; `first`: the number of the first line. */
  constructor(program: URL, client: ClientName, count: number, first: number, taken: TakesAnswer) {
    this.#taken = taken;
    this.#next = first;
    this.#last = first - 1;
    for (let i = 0; i < count; i++) {
      const thread = new Worker(program, { workerData: { memory: MEMORY / count, client } satisfies ThreadData, resourceLimits: LIMITS });
      thread.on("message", (answers: AnswerBatch) => this.#answered(answers));
      thread.on("error", (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
      thread.on("exit", () => this.#fail(new Error("A thread ended before its time.")));
      this.#threads.push(thread);
      this.#waiting.push([]);
    }
  }

  /** Bytes of lines that are not answered. */
  get bytesUnderWay(): number {
    return this.#bytes;
  }

  /** Lines that are not answered. */
  get linesUnderWay(): number {
    return this.#last - this.#next + 1;
  }

  /** Takes the next line; flush() sends it. */
  push(line: RawLine): void {
    const size = "bytes" in line ? line.bytes.length : 0;
    this.#last = line.number;
    this.#bytes += size;
    this.#sizes.set(line.number, size);
    this.#waiting[routeOf(line, this.#threads.length)]?.push(line);
  }

  /** Takes the next line, which was answered elsewhere. */
  pushAnswered({ number }: RawLine, answer: Uint8Array, status: ExitStatus): void {
    this.#last = number;
    this.#early.set(number, { answer, status });
    this.#giveOut();
  }

  /** Sends what was taken. */
  flush(): void {
    for (const [i, lines] of this.#waiting.entries()) {
      if (lines.length === 0) continue;
      const batch = batchOf(lines);
      this.#threads[i]?.postMessage(batch, [batch.bytes.buffer]);
      this.#waiting[i] = [];
    }
  }

  /** Waits until some line more is answered. Throws what a thread threw. */
  async progress(): Promise<void> {
    if (this.#failed === undefined) await new Promise<void>((resolve) => this.#wake = resolve);
    if (this.#failed !== undefined) throw this.#failed;
  }

  async end(): Promise<void> {
    for (const thread of this.#threads) thread.removeAllListeners("exit");
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #answered({ bytes, numbers, lengths, statuses }: AnswerBatch): void {
    let at = 0;
    for (const [i, number] of numbers.entries()) {
      const length = lengths[i] ?? 0;
      this.#early.set(number, { answer: bytes.subarray(at, at + length), status: statuses[i] ?? 0 });
      at += length;
    }
    this.#giveOut();
    this.#wake?.();
  }

  #giveOut(): void {
    for (let ready = this.#early.get(this.#next); ready !== undefined; ready = this.#early.get(this.#next)) {
      this.#early.delete(this.#next);
      this.#bytes -= this.#sizes.get(this.#next) ?? 0;
      this.#sizes.delete(this.#next);
      this.#next += 1;
      this.#taken(ready.answer, ready.status);
    }
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#wake?.();
  }
}
