import type { Observation } from "../../src/core/observation.ts";
import { RecentMap } from "../../src/core/recordings/recent-map.ts";
import { certificateHash } from "../../src/core/telemetry/certificate-hash.ts";

/** Hosts with their ports, and connections to one, of which what was sent is kept. */
const MAX_HOSTS = 500;
const MAX_OF_HOST = 20;

interface Kept {
  /** SHA-256 of what was sent, in its order. */
  sent: readonly string[];
  observation: Observation;
}

interface Wanted {
  host: string;
  port: number;
  /** SHA-256 of the server's certificate, lower-case hex. */
  leaf?: string;
}

/** What a recording has seen so far, for who asks while it runs: connections of which it is known what was sent. */
export class RecordedConnections {
  readonly #byHost = new RecentMap<string, Kept[]>(MAX_HOSTS);
  readonly #waiting = new Set<() => void>();

  add(observation: Observation): void {
    const sent = observation.tlsInfo.sentChain?.map(certificateHash) ?? [];
    if (sent.length === 0) return;
    const key = placeKey(observation);
    this.#byHost.set(key, [...this.#byHost.get(key) ?? [], { sent, observation }].slice(-MAX_OF_HOST));
    for (const wake of [...this.#waiting]) wake();
  }

  /**
   * The last one with that certificate; where none is named and the host showed several, which of them is meant is not known.
   * Waits up to `patience` milliseconds for one that is still being written down.
   */
  async find(wanted: Wanted, patience: number): Promise<Observation | undefined> {
    const end = performance.now() + patience;
    for (;;) {
      const found = this.#now(wanted);
      const left = end - performance.now();
      if (found !== undefined || left <= 0) return found;
      await this.#news(left);
    }
  }

  #now({ leaf, ...place }: Wanted): Observation | undefined {
    const all = this.#byHost.get(placeKey(place)) ?? [];
    if (leaf === undefined && new Set(all.map(({ sent }) => sent[0])).size > 1) return undefined;
    // The server's own certificate need not have been sent first.
    const last = all.findLast(({ sent }) => leaf === undefined || sent.includes(leaf));
    // Of the same certificates a browser remembers its verdict, and only the connection before tells what it built.
    return (all.findLast(({ sent, observation }) => sent.join() === last?.sent.join() && observation.tlsInfo.builtChain !== undefined) ?? last)?.observation;
  }

  #news(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, patience);
      this.#waiting.add(wake);
    });
  }
}

/** The same for one host and port, however they are written. */
export function placeKey({ host, port = 443 }: Pick<Observation, "host" | "port">): string {
  return `${host.replace(/\.$/, "").toLowerCase()} ${port}`;
}
