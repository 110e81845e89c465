import { ConnectionList, type SeenResponse } from "./connection-list.ts";
import { certificatesOf, type StoredConnection, type StoredTlsInfo } from "./connection.ts";
import type { Journal } from "./journal.ts";

const PREFIX = "session/";
const HEADER = "session";

/** Kinds of connection kept for the export of a whole session; about half a kilobyte each in storage. */
export const MAX_SESSION_CONNECTIONS = 4000;

/**
 * All that was seen since the browser was started, for "Export all": each kind of connection to each host once, with
 * its requests counted. Nothing of private windows comes in here.
 */
export class SessionCollection {
  readonly #journal: Journal;
  readonly #capacity: number;
  #list: ConnectionList;

  constructor(journal: Journal, capacity = MAX_SESSION_CONNECTIONS) {
    this.#journal = journal;
    this.#capacity = capacity;
    this.#list = new ConnectionList(capacity);
  }

  get connections(): readonly StoredConnection[] {
    return this.#list.all;
  }

  /** Kinds of connection that were seen and not kept. */
  get omitted(): number {
    return this.#list.omitted;
  }

  /** The connection as kept; undefined where there is no room. */
  record(seen: SeenResponse): StoredConnection | undefined {
    const omitted = this.#list.omitted;
    const recorded = this.#list.record({ ...seen, main: false });
    if (recorded !== undefined) this.#journal.put(`${PREFIX}${recorded.index}`, () => recorded.connection);
    if (this.#list.omitted !== omitted) this.#journal.put(HEADER, () => ({ omitted: this.#list.omitted }));
    return recorded?.connection;
  }

  /** What was learnt later of connections to a host that were seen since `since`: see ConnectionList. Of earlier ones it says nothing. */
  tell(seen: SeenResponse & { tls: StoredTlsInfo }, since: number): void {
    const before = this.#list.all.length;
    const told = this.#list.tell(seen, seen.tls, since);
    for (let index = this.#list.all.length; index < before; index++) this.#journal.remove(`${PREFIX}${index}`);
    if (told.length === 0) this.record(seen);
    for (const index of told) {
      const connection = this.#list.all[index];
      if (connection !== undefined) this.#journal.put(`${PREFIX}${index}`, () => connection);
    }
  }

  *certificates(): Generator<string> {
    for (const connection of this.#list.all) yield* certificatesOf(connection);
  }

  /** Takes what the journal read back. Before anything is recorded. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    const connections: StoredConnection[] = [];
    for (let index = 0; `${PREFIX}${index}` in stored; index += 1) connections.push(stored[`${PREFIX}${index}`] as StoredConnection);
    const header = stored[HEADER] as { omitted: number } | undefined;
    this.#list = new ConnectionList(this.#capacity, connections, header?.omitted);
  }
}
