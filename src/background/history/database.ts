import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import type { HostMemory } from "../../core/interception/host-memory.ts";
import type { Day } from "../../core/history/days.ts";
import type { HostStrength } from "../../core/history/strength.ts";

/** A host and port as stored. `bytes`: about what it takes. */
export interface StoredHost extends HostMemory {
  id: string;
  bytes: number;
}

/** A row of the report as stored. `state`: what the connection showed; `counted`: the last day that counts it. Both absent: never judged. */
export interface StoredStrength extends HostStrength {
  id: string;
  bytes: number;
  state?: string;
  counted?: string;
}

export interface HistorySchema extends DBSchema {
  hosts: { key: string; value: StoredHost; indexes: { lastSeen: number } };
  strengths: { key: string; value: StoredStrength; indexes: { lastSeen: number } };
  /** What was used day by day, by day. */
  days: { key: string; value: Day };
  /** What the entries of a store take together. "rowless": there while hosts of version 1 may have no row in `strengths`. */
  sums: { key: "hosts" | "strengths" | "rowless"; value: { count: number; bytes: number } };
}

export type HistoryDatabase = IDBPDatabase<HistorySchema>;

type Upgrade = (database: HistoryDatabase, transaction: IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], "versionchange">) => void | Promise<void>;

/** The first makes version 1, and each further one makes the next of the one before. Never changed once released. */
export const MIGRATIONS: readonly Upgrade[] = [
  (database) => {
    database.createObjectStore("hosts", { keyPath: "id" }).createIndex("lastSeen", "lastSeen");
    database.createObjectStore("sums");
  },
  (database, transaction) => {
    database.createObjectStore("strengths", { keyPath: "id" }).createIndex("lastSeen", "lastSeen");
    database.createObjectStore("days", { keyPath: "day" });
    // Thousands of hosts would keep everybody waiting: they get their rows when the rows are first needed.
    void transaction.objectStore("sums").put({ count: 0, bytes: 0 }, "rowless");
  },
];

/**
 * Opens the history, brought up to date. `closed`: called when it was closed by others, and is to be opened again. Rejects
 * where the browser keeps no databases, or a later version wrote it.
 */
export function openHistory(name: string, migrations: readonly Upgrade[] = MIGRATIONS, closed: () => void = () => undefined): Promise<HistoryDatabase> {
  return openDB<HistorySchema>(name, migrations.length, {
    upgrade(database, from, _to, transaction) {
      const upgrading = async (): Promise<void> => {
        for (const migrate of migrations.slice(from)) await migrate(database, transaction);
      };
      // What was stored stays as it was, and opening fails.
      upgrading().catch((failure: unknown) => {
        console.error("TLScope: the history could not be brought up to date.", failure);
        transaction.abort();
      });
    },
    // Another background, just being unloaded, holds the old version: it gives way.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      closed();
    },
    terminated: closed,
  });
}
