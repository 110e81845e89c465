import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";

/** Milliseconds between two lines of progress: on a terminal, where a line replaces the last, and elsewhere. */
const TERMINAL = 200;
const ELSEWHERE = 10_000;

/** Whether a person sits at the other end. */
export function isTerminal(stream: Readable | Writable): boolean {
  return "isTTY" in stream && stream.isTTY === true;
}

/** Asks a question that is answered by yes or no. Whatever else is said, and the end of the input, is a no. */
export async function saysYes(question: string, { stdin, stderr }: { stdin: Readable; stderr: Writable }): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const closed = new Promise<string>((resolve) => {
      lines.once("close", () => resolve(""));
    });
    return /^y(?:es)?$/i.test((await Promise.race([lines.question(question), closed])).trim());
  } finally {
    lines.close();
  }
}

/** Says how far long work has come: a line that replaces itself on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #output: Writable;
  readonly #terminal: boolean;
  readonly #start = performance.now();
  readonly #line: (seconds: string) => string;
  #said = performance.now();

  /** `line`: what is said now, given the seconds since the start. */
  constructor(output: Writable, line: (seconds: string) => string) {
    this.#output = output;
    this.#terminal = isTerminal(output);
    this.#line = line;
  }

  /** Something has come further. */
  tick(): void {
    if (performance.now() - this.#said < (this.#terminal ? TERMINAL : ELSEWHERE)) return;
    this.#said = performance.now();
    this.#say(this.#terminal ? "" : "\n");
  }

  end(): void {
    this.#say("\n");
  }

  #say(after: string): void {
    const line = this.#line(((performance.now() - this.#start) / 1000).toFixed(1));
    this.#output.write(`${this.#terminal ? "\r" : ""}${line}${this.#terminal ? CLEAR_REST : ""}${after}`);
  }
}

/** Erases what an earlier, longer line left (ECMA-48, EL). */
const CLEAR_REST = "\u001b[K";
