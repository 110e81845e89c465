import type { Writable } from "node:stream";
import { EXIT, type ExitStatus } from "../errors.ts";

/** Milliseconds between two lines: on a terminal, where a line replaces the last, and elsewhere. */
const TERMINAL = 200;
const ELSEWHERE = 10_000;

/** Says on standard error how far a list has come. */
export class ProbeProgress {
  readonly #output: Writable;
  readonly #terminal: boolean;
  readonly #start = performance.now();
  #said = performance.now();
  #valid = 0;
  #invalid = 0;
  #failed = 0;

  constructor(output: Writable) {
    this.#output = output;
    this.#terminal = "isTTY" in output && output.isTTY === true;
  }

  count(status: ExitStatus): void {
    if (status === EXIT.valid) this.#valid += 1;
    else if (status === EXIT.invalid) this.#invalid += 1;
    else this.#failed += 1;
    if (performance.now() - this.#said < (this.#terminal ? TERMINAL : ELSEWHERE)) return;
    this.#said = performance.now();
    this.#output.write(this.#terminal ? `\r${this.#line()}` : `${this.#line()}\n`);
  }

  end(): void {
    this.#output.write(`${this.#terminal ? "\r" : ""}${this.#line()}\n`);
  }

  #line(): string {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    return `${this.#valid + this.#invalid + this.#failed} hosts in ${seconds} s: ${this.#valid} not invalid, ${this.#invalid} invalid, ${this.#failed} without an answer`;
  }
}
