import type { StoredConnection } from "../pages/connection.ts";

/** Connections gather for so long, while the page that made them loads. Milliseconds. */
const PAUSE = 3000;

/** Hands over the connections that were used, some time after. */
export class StrengthWatcher {
  readonly #waiting = new Set<StoredConnection>();
  readonly #record: (connections: readonly StoredConnection[]) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(record: (connections: readonly StoredConnection[]) => Promise<void>) {
    this.#record = record;
  }

  note(connection: StoredConnection): void {
    this.#waiting.add(connection);
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE);
  }

  /** Lets go of what waits of a host, of what was used since a time (milliseconds since the epoch), or of all. */
  forget(what: { host: string } | { since: number } | "all"): void {
    for (const connection of this.#waiting) {
      if (what === "all" || ("host" in what ? connection.host === what.host : connection.lastSeen >= what.since)) this.#waiting.delete(connection);
    }
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = [...this.#waiting];
    this.#waiting.clear();
    try {
      await this.#record(batch);
    } catch (failure) {
      console.error("TLScope: how strong connections were could not be recorded.", failure);
    }
  }
}
