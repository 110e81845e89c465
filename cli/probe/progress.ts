import type { Writable } from "node:stream";
import { amountOf } from "../amount.ts";
import { EXIT, type ExitStatus } from "../errors.ts";
import { ProgressLine } from "../terminal.ts";

/** Says on standard error how far a list has come. */
export class ProbeProgress {
  readonly #line: ProgressLine;
  #valid = 0;
  #invalid = 0;
  #failed = 0;

  constructor(output: Writable) {
    this.#line = new ProgressLine(output, (seconds) =>
      `${amountOf(this.#valid + this.#invalid + this.#failed, "host")} in ${seconds} s: ${this.#valid} not invalid, ${this.#invalid} invalid, ${this.#failed} without an answer`);
  }

  count(status: ExitStatus): void {
    if (status === EXIT.valid) this.#valid += 1;
    else if (status === EXIT.invalid) this.#invalid += 1;
    else this.#failed += 1;
    this.#line.tick();
  }

  end(): void {
    this.#line.end();
  }
}
