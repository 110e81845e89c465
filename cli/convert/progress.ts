import type { Writable } from "node:stream";

/** Milliseconds between two lines: on a terminal, where a line replaces the last, and elsewhere. */
const TERMINAL = 200;
const ELSEWHERE = 10_000;

/** Says on standard error how far a conversion has come. */
export class ConvertProgress {
  readonly #output: Writable;
  readonly #terminal: boolean;
  readonly #start = performance.now();
  #said = performance.now();
  #shown = false;
  /** Bytes read, and to be read; undefined: not known. */
  read = 0;
  total: number | undefined = 0;
  connections = 0;
  certificates = 0;

  constructor(output: Writable) {
    this.#output = output;
    this.#terminal = "isTTY" in output && output.isTTY === true;
  }

  /** Something was read or written. */
  tick(): void {
    const now = performance.now();
    if (now - this.#said < (this.#terminal ? TERMINAL : ELSEWHERE)) return;
    this.#said = now;
    this.#shown = true;
    this.#output.write(this.#terminal ? `\r${this.#line()}\u001b[K` : `${this.#line()}\n`);
  }

  end(): void {
    this.#output.write(`${this.#terminal && this.#shown ? "\r\u001b[K" : ""}${this.#line()}\n`);
  }

  #line(): string {
    const seconds = (performance.now() - this.#start) / 1000;
    const of = this.total === undefined || this.total === 0 ? "" : ` (${Math.min(100, Math.floor(this.read / this.total * 100))} %)`;
    return `tlscope: ${this.connections.toLocaleString("en")} connections and ${this.certificates.toLocaleString("en")} certificates in ${seconds.toFixed(1)} s${of}`;
  }
}
