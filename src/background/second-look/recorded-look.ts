import { isSecure, type StoredConnection } from "../pages/connection.ts";
import type { CompanionClient } from "./client.ts";
import { CompanionError } from "./companion-error.ts";
import { leafOf, type RecordedChains } from "./recorded.ts";

/** Asks the companion what a recording of this browser, if one runs, has of its connections. */
export class RecordedLook {
  readonly #client: Pick<CompanionClient, "recorded">;
  readonly #learnt: () => void;
  /** Whether this browser was recorded when it was last asked. */
  #recording = false;

  /** `learnt`: is told that something is known now which was not before. */
  constructor(client: Pick<CompanionClient, "recorded">, learnt: () => void) {
    this.#client = client;
    this.#learnt = learnt;
  }

  /**
   * Looks up what was sent on a connection of a window that is not private, where that is not known. `first`: of others it is asked
   * only where it is known that the browser is recorded. Never rejects: without an answer it stays unknown.
   */
  async look(chains: RecordedChains, connection: StoredConnection, first: boolean): Promise<void> {
    const { host, port, scheme, tls } = connection;
    if (!isSecure(scheme) || tls?.sentChain !== undefined || chains.of(connection) !== undefined || !(first || this.#recording)) return;
    const leaf = leafOf(connection);
    try {
      const { recording, observation } = await this.#client.recorded({ host, port, ...(leaf === undefined ? {} : { leaf }) });
      this.#recording = recording;
      // The companion leaves off the dot of a fully qualified name.
      if (observation === undefined || observation.host !== host.replace(/\.$/, "") || (observation.port ?? 443) !== port) return;
      if (chains.put(connection, observation)) this.#learnt();
    } catch (error) {
      // It is not installed, or older than this question, or knows of no recording: nothing is recorded.
      if (!(error instanceof CompanionError)) throw error;
      this.#recording = false;
    }
  }
}
