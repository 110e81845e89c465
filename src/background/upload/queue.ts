import type { IDBPTransaction } from "idb";
import type { UploadCounts } from "../../messages/upload.ts";
import { openUploadDatabase, type KnownConnection, type StoredBatch, type UploadDatabase, type UploadFailure, type UploadIdentity, type UploadPause, type UploadSchema } from "./database.ts";

export interface QueueBounds {
  /** Of all that waits. */
  bytes: number;
  batches: number;
  /** Milliseconds that a batch waits at most. */
  age: number;
  /** Connections and certificates of which it is known what was made of them. */
  known: number;
}

const BOUNDS: QueueBounds = { bytes: 16_000_000, batches: 2000, age: 30 * 86_400_000, known: 20_000 };
const NONE: UploadCounts = { sent: 0, batches: 0, dropped: 0, withdrawn: 0, deletions: 0, lastSent: null };
/** Collectors that are remembered for a deletion. */
const MAX_ADDRESSES = 10;

export interface QueueReport extends UploadCounts {
  waiting: { batches: number; rows: number; bytes: number };
  /** Why nothing gets through, and when it is tried again; null: nothing stands in the way. */
  failure: UploadPause | null;
}

/** A batch as it is made. */
export type NewBatch = Pick<StoredBatch, "id" | "text" | "rows" | "rules" | "of" | "to">;

type Store = "batches" | "known" | "certificates" | "state";
type Writing<Stores extends Store[]> = IDBPTransaction<UploadSchema, Stores, "readwrite">;

/** What waits to be sent, in IndexedDB: bounded, and it says what it dropped. Every method rejects where the database does. */
export class UploadQueue {
  readonly #name: string;
  readonly #bounds: QueueBounds;
  #database: Promise<UploadDatabase> | undefined;

  constructor(name = "upload", bounds: Partial<QueueBounds> = {}) {
    this.#name = name;
    this.#bounds = { ...BOUNDS, ...bounds };
  }

  /** Who this browser is for collectors: made when first asked for. `fresh`: makes it anew. */
  async identity(fresh: () => UploadIdentity): Promise<UploadIdentity> {
    const transaction = (await this.#open()).transaction("state", "readwrite");
    const held = await transaction.store.get("identity") as UploadIdentity | undefined;
    const identity = held ?? fresh();
    if (held === undefined) await transaction.store.put(identity, "identity");
    await transaction.done;
    return identity;
  }

  /** What was made of connections, in the order of their keys; undefined: nothing. */
  async known(keys: readonly string[]): Promise<(KnownConnection | undefined)[]> {
    const transaction = (await this.#open()).transaction("known");
    return Promise.all(keys.map((key) => transaction.store.get(key)));
  }

  /** Those of these certificates (SHA-256) whose rows were not made yet. */
  async newCertificates(hashes: readonly string[]): Promise<string[]> {
    const transaction = (await this.#open()).transaction("certificates");
    const held = await Promise.all(hashes.map((hash) => transaction.store.getKey(hash)));
    return hashes.filter((_, i) => held[i] === undefined);
  }

  /** Adds batches at the end, and notes what they were made of, all at once. Where there is no room, the oldest are dropped, and counted. */
  async add(all: readonly NewBatch[], connections: ReadonlyMap<string, KnownConnection>, now: number): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "known", "certificates", "state"], "readwrite");
    const [batches, known, certificates] = [transaction.objectStore("batches"), transaction.objectStore("known"), transaction.objectStore("certificates")];
    for (const batch of all) {
      await batches.add(storedBatch(batch, now));
      for (const hash of batch.of.certificates) await certificates.put(now, hash);
    }
    for (const [key, value] of connections) await known.put(value, key);
    await this.#bound(transaction, now);
    await transaction.done;
  }

  /** The one to be sent next: of those that may be tried the one that failed least, and of these the oldest. `soon`: when the next may be; null: none waits. */
  async next(now: number): Promise<{ batch: StoredBatch | undefined; soon: number | null }> {
    const all = await (await this.#open()).getAll("batches");
    const [first] = all.filter(({ nextTry }) => nextTry <= now).sort((one, other) => one.tries - other.tries || (one.number ?? 0) - (other.number ?? 0));
    return { batch: first, soon: all.length === 0 ? null : Math.min(...all.map(({ nextTry }) => nextTry)) };
  }

  /** Since when nothing gets through; null: nothing stands in the way. */
  async pause(): Promise<UploadPause | null> {
    return await (await this.#open()).get("state", "pause") as UploadPause | undefined ?? null;
  }

  /** It was confirmed: it goes, and is counted, at once. */
  async confirmed(batch: StoredBatch, address: string, now: number): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "state"], "readwrite");
    const state = transaction.objectStore("state");
    const counts = await countsIn(transaction);
    if (batch.number !== undefined) await transaction.objectStore("batches").delete(batch.number);
    if (batch.to === undefined) {
      await state.put({ ...counts, sent: counts.sent + batch.rows, batches: counts.batches + 1, lastSent: now }, "counts");
      const addresses = await state.get("addresses") as string[] | undefined ?? [];
      if (!addresses.includes(address)) await state.put([address, ...addresses].slice(0, MAX_ADDRESSES), "addresses");
    } else await state.put({ ...counts, deletions: counts.deletions + 1 }, "counts");
    await state.delete("pause");
    await transaction.done;
  }

  /** It failed; it stays, and is tried again, as is all else, after a time. */
  async failed(batch: StoredBatch, failure: UploadFailure, { batchUntil, allUntil }: { batchUntil: number; allUntil: number }): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "state"], "readwrite");
    const [batches, state] = [transaction.objectStore("batches"), transaction.objectStore("state")];
    // It may have been dropped meanwhile.
    const held = batch.number === undefined ? undefined : await batches.get(batch.number);
    if (held !== undefined) await batches.put({ ...held, tries: held.tries + 1, nextTry: batchUntil });
    const before = await state.get("pause") as UploadPause | undefined;
    await state.put({ ...failure, tries: (before?.tries ?? 0) + 1, nextTry: allUntil }, "pause");
    await transaction.done;
  }

  /** All that waits may be tried at once. */
  async hurry(): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "state"], "readwrite");
    const pause = await transaction.objectStore("state").get("pause") as UploadPause | undefined;
    if (pause !== undefined) await transaction.objectStore("state").put({ ...pause, nextTry: 0 }, "pause");
    for (let cursor = await transaction.objectStore("batches").openCursor(); cursor !== null; cursor = await cursor.continue()) await cursor.update({ ...cursor.value, nextTry: 0 });
    await transaction.done;
  }

  /**
   * Lets go of what was made by other rules than these, so that it is made anew by the rules that hold; deletions stay, and what was
   * sent is not made again. undefined: nothing is to be sent at all.
   */
  async withdraw(rules: string | undefined): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "known", "certificates", "state"], "readwrite");
    let withdrawn = 0;
    for (let cursor = await transaction.objectStore("batches").openCursor(); cursor !== null; cursor = await cursor.continue()) {
      if (cursor.value.to !== undefined || cursor.value.rules === rules) continue;
      withdrawn += cursor.value.rows;
      for (const key of cursor.value.of.connections) await transaction.objectStore("known").delete(key);
      for (const hash of cursor.value.of.certificates) await transaction.objectStore("certificates").delete(hash);
      await cursor.delete();
    }
    if (withdrawn > 0) {
      const counts = await countsIn(transaction);
      await transaction.objectStore("state").put({ ...counts, withdrawn: counts.withdrawn + withdrawn }, "counts");
      await transaction.objectStore("state").delete("pause");
    }
    await transaction.done;
  }

  /** Where rows of this browser have gone. */
  async addresses(): Promise<string[]> {
    return await (await this.#open()).get("state", "addresses") as string[] | undefined ?? [];
  }

  /** Forgets who this browser was and all that waits but deletions, and puts `deletions` in its place. */
  async startAnew(deletions: readonly NewBatch[], now: number): Promise<void> {
    const transaction = (await this.#open()).transaction(["batches", "known", "certificates", "state"], "readwrite");
    const [batches, state] = [transaction.objectStore("batches"), transaction.objectStore("state")];
    for (let cursor = await batches.openCursor(); cursor !== null; cursor = await cursor.continue()) if (cursor.value.to === undefined) await cursor.delete();
    await Promise.all([transaction.objectStore("known").clear(), transaction.objectStore("certificates").clear(), state.delete("identity"), state.delete("addresses"), state.delete("pause")]);
    const { deletions: confirmed } = await countsIn(transaction);
    await state.put({ ...NONE, deletions: confirmed }, "counts");
    for (const batch of deletions) await batches.add(storedBatch(batch, now));
    await transaction.done;
  }

  /** The texts that wait, in their order: what will be sent, byte for byte. */
  async texts(most: number): Promise<string[]> {
    return (await (await this.#open()).getAll("batches", null, most)).map(({ text }) => text);
  }

  async report(): Promise<QueueReport> {
    const transaction = (await this.#open()).transaction(["batches", "state"]);
    const [held, counts, pause] = await Promise.all([transaction.objectStore("batches").getAll(), transaction.objectStore("state").get("counts"), transaction.objectStore("state").get("pause")]);
    return {
      ...NONE, ...counts as UploadCounts | undefined,
      waiting: { batches: held.length, rows: sum(held.map(({ rows }) => rows)), bytes: sum(held.map(({ bytes }) => bytes)) },
      failure: held.length === 0 ? null : pause as UploadPause | undefined ?? null,
    };
  }

  /** For tests, and for a background that ends. */
  async close(): Promise<void> {
    (await this.#open()).close();
    this.#database = undefined;
  }

  async #bound(transaction: Writing<["batches", "known", "certificates", "state"]>, now: number): Promise<void> {
    const { bytes, batches: most, age, known } = this.#bounds;
    const batches = transaction.objectStore("batches");
    let [count, held] = [0, 0];
    for (let cursor = await batches.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      // What is to be deleted is not to be forgotten, and is small.
      if (cursor.value.to !== undefined) continue;
      count += 1;
      held += cursor.value.bytes;
    }
    let dropped = 0;
    for (let cursor = await batches.openCursor(); cursor !== null && (held > bytes || count > most || cursor.value.made < now - age); cursor = await cursor.continue()) {
      if (cursor.value.to !== undefined) continue;
      held -= cursor.value.bytes;
      dropped += cursor.value.rows;
      count -= 1;
      await cursor.delete();
    }
    if (dropped > 0) {
      const counts = await countsIn(transaction);
      await transaction.objectStore("state").put({ ...counts, dropped: counts.dropped + dropped }, "counts");
    }
    let tooMany = await transaction.objectStore("known").count() - known;
    for (let cursor = await transaction.objectStore("known").index("time").openCursor(); cursor !== null && tooMany > 0; cursor = await cursor.continue(), tooMany--) await cursor.delete();
    // A certificate's row that is made again counts once.
    if (await transaction.objectStore("certificates").count() > known) await transaction.objectStore("certificates").clear();
  }

  #open(): Promise<UploadDatabase> {
    if (this.#database === undefined) {
      const opening = openUploadDatabase(this.#name, () => {
        if (this.#database === opening) this.#database = undefined;
      });
      // A failure is told to who asked, and tried again by the next.
      opening.catch(() => (this.#database = undefined));
      this.#database = opening;
    }
    return this.#database;
  }
}

function storedBatch(batch: NewBatch, now: number): StoredBatch {
  return { ...batch, bytes: new TextEncoder().encode(batch.text).length, tries: 0, made: now, nextTry: now };
}

async function countsIn(transaction: { objectStore(name: "state"): { get(key: "counts"): Promise<unknown> } }): Promise<UploadCounts> {
  return { ...NONE, ...await transaction.objectStore("state").get("counts") as UploadCounts | undefined };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
