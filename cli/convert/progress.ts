import type { Writable } from "node:stream";
import { ProgressLine } from "../terminal.ts";

/** Says on standard error how far a conversion has come. */
export class ConvertProgress {
  readonly #line: ProgressLine;
  /** Bytes read, and to be read; undefined: not known. */
  read = 0;
  total: number | undefined = 0;
  connections = 0;
  certificates = 0;

  constructor(output: Writable) {
    this.#line = new ProgressLine(output, (seconds) => {
      const of = this.total === undefined || this.total === 0 ? "" : ` (${Math.min(100, Math.floor(this.read / this.total * 100))} %)`;
      return `tlscope: ${this.connections.toLocaleString("en")} connections and ${this.certificates.toLocaleString("en")} certificates in ${seconds} s${of}`;
    });
  }

  /** Something was read or written. */
  tick(): void {
    this.#line.tick();
  }

  end(): void {
    this.#line.end();
  }
}
