import type { Assessment } from "../../src/core/assessment.ts";
import type { Observation } from "../../src/core/observation.ts";

/** Connections that wait, and bytes of their chains. */
const MAX_CONNECTIONS = 1000;
const MAX_BYTES = 32 * 1024 * 1024;

/** A connection that is shown, and not yet written. */
export interface ShownConnection {
  observation: Observation;
  assessment: Assessment;
  /** Its line in the table. */
  row: string;
}

/** Connections that wait for what is told of them later, in their order. Where there are too many, the oldest waits no longer. */
export class WaitingConnections {
  readonly #waiting: ShownConnection[] = [];
  readonly #write: (shown: ShownConnection) => Promise<void>;
  #bytes = 0;

  constructor(write: (shown: ShownConnection) => Promise<void>) {
    this.#write = write;
  }

  async add(shown: ShownConnection): Promise<void> {
    this.#waiting.push(shown);
    this.#bytes += bytesOf(shown);
    while (this.#waiting.length > MAX_CONNECTIONS || this.#bytes > MAX_BYTES) await this.#writeOldest();
  }

  /** Nothing more will be told. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeOldest();
  }

  async #writeOldest(): Promise<void> {
    const oldest = this.#waiting.shift();
    if (oldest === undefined) return;
    this.#bytes -= bytesOf(oldest);
    await this.#write(oldest);
  }
}

function bytesOf({ observation }: ShownConnection): number {
  return observation.tlsInfo.sentChain?.reduce((sum, der) => sum + der.length, 0) ?? 0;
}
