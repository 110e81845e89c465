import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { UploadCounts } from "../../messages/upload.ts";

/** A batch that waits to be sent. */
export interface StoredBatch {
  /** Rises: the order in which they were made. */
  number?: number;
  /** Goes along, so that what is sent twice is known to be. */
  id: string;
  /** Rows as NDJSON, a line each: byte for byte what is sent, before it is compressed. */
  text: string;
  rows: number;
  bytes: number;
  /** By which rules it was made; where others hold now, it is not sent. */
  rules: string;
  /** Of what it was made: connections by their keys in `known`, certificates by SHA-256. */
  of: { connections: string[]; certificates: string[] };
  /** Of a deletion: where the rows went that are to be deleted. */
  to?: string;
  tries: number;
  /** Milliseconds since the epoch. */
  made: number;
  nextTry: number;
}

/** Why something was not sent. `detail`: words of the browser or of the collector; hostile text. */
export interface UploadFailure {
  code: string;
  detail: string;
}

/** Since when nothing gets through. */
export interface UploadPause extends UploadFailure {
  /** Failures one after the other. */
  tries: number;
  /** Milliseconds since the epoch. */
  nextTry: number;
}

/** Random, and known to this browser alone, but for `sensor`, which is in every row. */
export interface UploadIdentity {
  sensor: string;
  /** Rows get their names by it. */
  idKey: Uint8Array;
  /** Hosts are hashed with it, where nobody set another. */
  hostKey: Uint8Array;
}

/** What was made of a connection so far. */
export interface KnownConnection {
  /** UTC, "2026-11-21": a connection has a row a day. */
  day: string;
  /** Requests that rows of earlier days stand for, and those of all days. */
  before: number;
  requests: number;
  /** Milliseconds since the epoch: where the row of that day begins. */
  since: number;
  lastSeen: number;
  /** Whether anything was known of its TLS. */
  told: boolean;
  /** Milliseconds since the epoch. */
  time: number;
}

export interface UploadSchema extends DBSchema {
  batches: { key: number; value: StoredBatch };
  /** By a keyed hash of the connection. */
  known: { key: string; value: KnownConnection; indexes: { time: number } };
  /** SHA-256 of certificates whose rows were made: milliseconds since the epoch. */
  certificates: { key: string; value: number };
  /** One of each. */
  state: { key: "counts" | "pause" | "identity" | "addresses"; value: UploadCounts | UploadPause | UploadIdentity | string[] };
}

export type UploadDatabase = IDBPDatabase<UploadSchema>;

/** Opens the queue, which outlives the browser. `closed`: called when it was closed by others, and is to be opened again. */
export function openUploadDatabase(name = "upload", closed: () => void = () => undefined): Promise<UploadDatabase> {
  return openDB<UploadSchema>(name, 1, {
    upgrade: (database) => {
      database.createObjectStore("batches", { keyPath: "number", autoIncrement: true });
      database.createObjectStore("known").createIndex("time", "time");
      database.createObjectStore("certificates");
      database.createObjectStore("state");
    },
    // Another background, just being unloaded, holds the old version: it gives way.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      closed();
    },
    terminated: closed,
  });
}
