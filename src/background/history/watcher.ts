import type { Assessment } from "../../core/assessment.ts";
import type { Seen } from "../../core/interception/seen.ts";
import type { StoredConnection, StoredTlsInfo } from "../pages/connection.ts";

/** What a watcher works with; each may reject, which is told and passed over. */
export interface WatcherTools {
  /** Who a connection was with. */
  see: (connection: StoredConnection) => Promise<Seen | undefined>;
  /** Remembers it beyond the session; never called for a handshake that failed. */
  remember: (seen: Seen) => void;
  /** Called with all that were looked at together. */
  looked: (seen: readonly Seen[]) => void;
  /** Whether more must be known than who it was with: then it is judged. */
  isWorthJudging: (seen: Seen) => boolean;
  judge: (connection: StoredConnection) => Promise<Assessment | null>;
  judged: (assessment: Assessment, seen: Seen) => void | Promise<void>;
}

/**
 * Looks at each new kind of connection once, some time after it was seen, so that no page waits for it: for the session,
 * for the memory, and for what should be told unasked.
 */
export class Watcher {
  readonly #tools: WatcherTools;
  readonly #pause: number;
  /** What was looked at; more may come to be known of a connection. */
  readonly #known = new WeakMap<StoredConnection, StoredTlsInfo>();
  readonly #waiting = new Set<StoredConnection>();
  #working: Promise<void> | undefined;
  #looking: Promise<void> = Promise.resolve();
  /** What is to be judged, once all of a batch has been looked at. */
  readonly #worth: [StoredConnection, Seen][] = [];

  /** `pause`: milliseconds in which connections gather. */
  constructor(tools: WatcherTools, pause = 1000) {
    this.#tools = tools;
    this.#pause = pause;
  }

  note(connection: StoredConnection): void {
    const { tls } = connection;
    // What the cache replays tells of an earlier connection.
    if (tls === undefined || tls.extra?.fromCache === true || this.#known.get(connection) === tls) return;
    // Of most failures no certificate is known.
    if (connection.error !== undefined && tls.sentChain === undefined && tls.extra?.serverCertificate === undefined) return;
    this.#known.set(connection, tls);
    this.#waiting.add(connection);
    this.#working ??= this.#work();
  }

  /** Looks at once at what waits of a host from before a time (milliseconds since the epoch): it is asked for. */
  async look(host: string, before: number): Promise<void> {
    const wanted = [...this.#waiting].filter((connection) => connection.host === host && connection.firstSeen < before);
    if (wanted.length > 0) this.#looking = this.#look(wanted);
    await this.#looking;
  }

  /** Looks at once at all that waits: something is to be decided that rests on it. */
  async lookAtAll(): Promise<void> {
    await Promise.all([this.#looking, this.#look([...this.#waiting])]);
  }

  async #work(): Promise<void> {
    while (this.#waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#pause));
      this.#looking = this.#look([...this.#waiting]);
      await this.#looking;
      for (const [connection, found] of this.#worth.splice(0)) {
        await this.#try(async () => {
          const assessment = await this.#tools.judge(connection);
          if (assessment !== null) await this.#tools.judged(assessment, found);
        });
      }
    }
    this.#working = undefined;
  }

  async #look(batch: readonly StoredConnection[]): Promise<void> {
    for (const connection of batch) this.#waiting.delete(connection);
    const looked: Seen[] = [];
    // All of them first: what is said of one rests on the others.
    for (const connection of batch) {
      await this.#try(async () => {
        const found = await this.#tools.see(connection);
        if (found === undefined) return;
        // Whoever showed a certificate that was refused has not shown who the host is.
        if (connection.error === undefined) this.#tools.remember(found);
        looked.push(found);
        if (this.#tools.isWorthJudging(found)) this.#worth.push([connection, found]);
      });
    }
    this.#tools.looked(looked);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      console.error("TLScope: a connection could not be looked at.", failure);
    }
  }
}
