import { keyedHash } from "../../core/fleet/keyed.ts";
import type { SparseRow } from "../../core/fleet/columns.ts";
import type { Withheld } from "../../core/fleet/sendable.ts";
import type { StoredConnection } from "../pages/connection.ts";
import type { KnownConnection } from "./database.ts";
import type { NewBatch, UploadQueue } from "./queue.ts";
import type { RowMaker } from "./rows.ts";

/** Rows and characters of a batch, about: a collector takes few large batches more easily, and one that fails is sent again as a whole. */
const MAX_ROWS = 1000;
const MAX_TEXT = 800_000;

export interface Gathered {
  batches: NewBatch[];
  known: Map<string, KnownConnection>;
  /** Connections that stay here, by why. */
  withheld: Record<Withheld, number>;
  /** Connections of which a row could not be made: a fault of ours. */
  failed: number;
}

export interface GatherTools {
  queue: Pick<UploadQueue, "known" | "newCertificates">;
  maker: RowMaker;
  /** Rows get their names by it. */
  idKey: Uint8Array;
  /** By which rules the rows are made. */
  rules: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Gives others their turn. */
  rest: () => Promise<void>;
}

/** Makes batches of what is new in these connections: a row a day for each. */
export async function gather(connections: readonly StoredConnection[], { queue, maker, idKey, rules, now, rest }: GatherTools): Promise<Gathered> {
  const gathered: Gathered = { batches: [], known: new Map(), withheld: { "local": 0, "private-anchor": 0, "self-signed": 0 }, failed: 0 };
  const keys = connections.map((connection) => keyOf(connection, idKey));
  const before = await queue.known(keys);
  const batching = new Batching(rules);
  for (const [i, connection] of connections.entries()) {
    const key = keys[i] ?? "";
    const known = nextOf(connection, before[i], now);
    if (known === undefined) continue;
    await rest();
    // The name follows from the connection, so that the same row is the same, and from a random key, so that nobody finds the host by trying.
    const id = keyedHash(idKey, `${rules} ${key} ${known.day}`).slice(0, 32);
    try {
      const made = await maker.rowsOf(connection, id, { requests: known.requests - known.before, since: known.since, until: known.lastSeen });
      if (typeof made === "string") gathered.withheld[made]++;
      else {
        const fresh = await queue.newCertificates([...made.certificates.keys()].filter((sha256) => !batching.hasCertificate(sha256)));
        batching.add(made.row, key, fresh.flatMap((sha256) => {
          const row = made.certificates.get(sha256);
          return row === undefined ? [] : [row];
        }));
        gathered.known.set(key, known);
      }
    } catch (failure) {
      console.error("TLScope: a connection could not be made a row.", failure);
      gathered.failed++;
    }
  }
  gathered.batches = batching.end();
  return gathered;
}

/** Tells a kind of connection of this session from every other; whoever lacks the key learns nothing from it. */
function keyOf({ scheme, host, port, ip, endpoint, firstSeen, error }: StoredConnection, key: Uint8Array): string {
  return keyedHash(key, JSON.stringify([scheme, host, port, ip, endpoint, firstSeen, error?.code]));
}

/** What will be known once a row is made; undefined: there is none to be made. */
function nextOf({ firstSeen, lastSeen, requests, tls }: StoredConnection, known: KnownConnection | undefined, now: number): KnownConnection | undefined {
  const day = new Date(lastSeen).toISOString().slice(0, 10);
  const told = tls !== undefined;
  if (known === undefined) return { day, before: 0, requests, since: firstSeen, lastSeen, told, time: now };
  if (day > known.day) return { day, before: known.requests, requests: Math.max(requests, known.requests + 1), since: lastSeen, lastSeen, told, time: now };
  // More has come to be known of it: the same row in full.
  return told && !known.told ? { ...known, requests, lastSeen, told, time: now } : undefined;
}

class Batching {
  readonly #rules: string;
  readonly #done: NewBatch[] = [];
  readonly #certificates = new Set<string>();
  #id: string = crypto.randomUUID();
  #lines: string[] = [];
  #length = 0;
  #of: NewBatch["of"] = { connections: [], certificates: [] };

  constructor(rules: string) {
    this.#rules = rules;
  }

  hasCertificate(sha256: string): boolean {
    return this.#certificates.has(sha256);
  }

  add(connection: SparseRow, key: string, certificates: readonly SparseRow[]): void {
    for (const row of certificates) {
      this.#certificates.add(row.id);
      this.#of.certificates.push(row.id);
      this.#line(row);
    }
    this.#of.connections.push(key);
    this.#line({ ...connection, batch: this.#id });
    if (this.#lines.length >= MAX_ROWS || this.#length >= MAX_TEXT) this.#close();
  }

  end(): NewBatch[] {
    this.#close();
    return this.#done;
  }

  #line(row: SparseRow): void {
    const line = `${JSON.stringify(row)}\n`;
    this.#lines.push(line);
    this.#length += line.length;
  }

  #close(): void {
    if (this.#lines.length === 0) return;
    this.#done.push({ id: this.#id, text: this.#lines.join(""), rows: this.#lines.length, rules: this.#rules, of: this.#of });
    this.#id = crypto.randomUUID();
    this.#lines = [];
    this.#length = 0;
    this.#of = { connections: [], certificates: [] };
  }
}
