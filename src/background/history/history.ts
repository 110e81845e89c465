import { deleteDB, type IDBPTransaction } from "idb";
import type { HostMemory } from "../../core/interception/host-memory.ts";
import { MIGRATIONS, openHistory, type HistoryDatabase, type HistorySchema, type StoredHost } from "./database.ts";
import { forgetSince, remember, type RememberedSeen } from "./remember.ts";
import { boundsOf, DAY, forgetOldest, hostId, rangeOf, subtract, type Bounds, type Sum } from "./stored.ts";

export interface HistoryOptions extends Partial<Bounds> {
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** What is seen gathers for so long before it is written, in one transaction. Milliseconds. */
  pause?: number;
}

const DEFAULTS = { ...boundsOf({ days: 400, megabytes: 128 }), pause: 2000 };

/** Hosts that are read at once where all are looked through. */
const AT_ONCE = 1000;

/** Behind the name of a history, where that one cannot be read. */
const ASIDE = " 2";

type Writing = IDBPTransaction<HistorySchema, ("hosts" | "sums")[], "readwrite">;

/**
 * What was seen of hosts before. Reading waits for nothing but the database; writing gathers. Private windows are the
 * caller's to leave out.
 */
export class History {
  readonly #name: string;
  #options: Required<HistoryOptions>;
  #database: Promise<HistoryDatabase> | undefined;
  readonly #waiting = new Map<string, Map<string, RememberedSeen>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lastAged = Number.NEGATIVE_INFINITY;
  #putAside = false;

  constructor(name = "history", options: HistoryOptions = {}) {
    this.#name = name;
    this.#options = { now: Date.now, ...DEFAULTS, ...options };
  }

  /** What was seen of a host and port; null: nothing. Rejects where the database cannot be read. */
  async recall(host: string, port: number): Promise<HostMemory | null> {
    const id = hostId(host, port);
    const stored = await (await this.#open()).get("hosts", id);
    // What waits to be written counts already: a proxy may be met right after the site itself.
    const waiting = [...this.#waiting.get(id)?.values() ?? []];
    return waiting.reduce<HostMemory | undefined>((known, each) => remember(known, each), stored === undefined ? undefined : memoryOf(stored)) ?? null;
  }

  /** The hosts that were seen last, at most so many, the one seen longest ago first. Rejects where the database cannot be read. */
  async recent(most: number): Promise<HostMemory[]> {
    const found: HostMemory[] = [];
    const index = (await this.#open()).transaction("hosts").store.index("lastSeen");
    for (let cursor = await index.openCursor(null, "prev"); cursor !== null && found.length < most; cursor = await cursor.continue()) found.push(memoryOf(cursor.value));
    return found.reverse();
  }

  /** All hosts at which somebody's CA vouched that is none of the public ones. Rejects where the database cannot be read. */
  async private(): Promise<HostMemory[]> {
    await this.flush();
    const database = await this.#open();
    const found: HostMemory[] = [];
    for (let after: string | undefined = ""; after !== undefined;) {
      const rows: StoredHost[] = await database.getAll("hosts", IDBKeyRange.lowerBound(after, true), AT_ONCE);
      found.push(...rows.filter(({ keys }) => keys.some(({ trust }) => trust === "private" || trust === "untrusted")).map(memoryOf));
      after = rows.length < AT_ONCE ? undefined : rows.at(-1)?.id;
    }
    return found;
  }

  /** Ports of a host at which it had a good certificate. Rejects where the database cannot be read. */
  async goodPorts(host: string): Promise<number[]> {
    const all = await (await this.#open()).getAll("hosts", rangeOf(host));
    return all.filter(({ keys }) => keys.some(({ lastGood }) => lastGood !== undefined)).map(({ port }) => port);
  }

  /** Takes note of a connection; it is written after a pause. */
  see(seen: RememberedSeen): void {
    if (seen.trust === "unknown") return;
    const id = hostId(seen.host, seen.port);
    const ofHost = this.#waiting.get(id) ?? new Map<string, RememberedSeen>();
    const same = `${seen.leaf} ${seen.root.id} ${seen.trust}`;
    const read = seen.read ?? ofHost.get(same)?.read;
    // The one seen last stands last.
    ofHost.delete(same);
    this.#waiting.set(id, ofHost.set(same, read === undefined ? seen : { ...seen, read }));
    this.#timer ??= setTimeout(() => {
      this.flush().catch((failure: unknown) => console.error("TLScope: what was seen could not be remembered.", failure));
    }, this.#options.pause);
  }

  /** Writes what waits; where the browser has no room, half of what is remembered makes it. Rejects where the database does; what waited is then lost. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = [...this.#waiting];
    this.#waiting.clear();
    if (batch.length === 0) return this.#writing;
    const write = (): Promise<void> => this.#inTurn((transaction) => this.#write(transaction, batch));
    return write().catch(async (failure: unknown) => {
      if (!isOf(failure, "QuotaExceededError")) throw failure;
      await this.#shrink(0.5);
      await write();
    });
  }

  /** Forgets from now on what is older than so many days, and beyond so many megabytes (1,000,000 bytes). What is so now goes at once. */
  limit({ days, megabytes }: { days: number; megabytes: number }): void {
    const bounds = boundsOf({ days, megabytes });
    if (bounds.maxAge === this.#options.maxAge && bounds.maxBytes === this.#options.maxBytes) return;
    this.#options = { ...this.#options, ...bounds };
    this.#lastAged = Number.NEGATIVE_INFINITY;
    this.#shrink(1).catch((failure: unknown) => console.error("TLScope: what is too old or too much could not be forgotten.", failure));
  }

  /**
   * How many hosts are remembered, and about how many bytes they take, with what the report has of them. `putAside`: what was
   * remembered before cannot be read, and lies aside.
   */
  async size(): Promise<{ hosts: number; bytes: number; putAside?: true }> {
    await this.flush();
    const database = await this.#open();
    const [sum, strengths] = await Promise.all([database.get("sums", "hosts"), database.get("sums", "strengths")]);
    return { hosts: sum?.count ?? 0, bytes: (sum?.bytes ?? 0) + (strengths?.bytes ?? 0), ...(this.#putAside ? { putAside: true } : {}) };
  }

  /** For what else is kept beside the hosts. Rejects where the browser keeps no databases. */
  database(): Promise<HistoryDatabase> {
    return this.#open();
  }

  /** Forgets a host at all its ports, or what was first seen at a time (milliseconds since the epoch) or later, or all. */
  async forget(what: { host: string } | { since: number } | "all"): Promise<void> {
    if (what === "all") {
      this.#waiting.clear();
      await this.#forgetUnreadable();
    } else if ("host" in what) for (const id of this.#waiting.keys()) if (hostOf(id) === what.host) this.#waiting.delete(id);
    await this.flush();
    await this.#inTurn(async (transaction) => {
      if (what === "all") {
        await Promise.all([transaction.objectStore("hosts").clear(), transaction.objectStore("sums").clear()]);
      } else if ("host" in what) {
        await this.#forgetRange(transaction, rangeOf(what.host));
      } else {
        await this.#forgetSince(transaction, what.since);
      }
    });
  }

  /** For tests, and for a background that ends. */
  async close(): Promise<void> {
    await this.flush();
    (await this.#open()).close();
    this.#database = undefined;
  }

  /** What cannot be opened is forgotten whole, whoever wrote it, as is what lies aside. */
  async #forgetUnreadable(): Promise<void> {
    if (await this.#open().then(() => !this.#putAside, () => false)) return;
    this.#database = undefined;
    this.#putAside = false;
    await Promise.all([deleteDB(this.#name), deleteDB(this.#name + ASIDE)]);
  }

  async #openReadable(closed: () => void): Promise<HistoryDatabase> {
    try {
      return await openHistory(this.#name, MIGRATIONS, closed);
    } catch (failure) {
      // What every browser says of files that are damaged. They stay as they are, and a new history begins beside them.
      if (!isOf(failure, "UnknownError")) throw failure;
      console.error("TLScope: the history is damaged.", failure);
      const opened = await openHistory(this.#name + ASIDE, MIGRATIONS, closed);
      this.#putAside = true;
      return opened;
    }
  }

  #open(): Promise<HistoryDatabase> {
    if (this.#database === undefined) {
      const opening = this.#openReadable(() => {
        if (this.#database === opening) this.#database = undefined;
      });
      // A failure is told to who asked, and tried again by the next.
      opening.catch(() => (this.#database = undefined));
      this.#database = opening;
    }
    return this.#database;
  }

  /** One transaction after the other. */
  #inTurn(act: (transaction: Writing) => Promise<void>): Promise<void> {
    const done = this.#writing.then(async () => {
      const transaction = (await this.#open()).transaction(["hosts", "sums"], "readwrite");
      await Promise.all([act(transaction), transaction.done]);
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #write(transaction: Writing, batch: readonly [string, Map<string, RememberedSeen>][]): Promise<void> {
    const hosts = transaction.objectStore("hosts");
    const sum = await sumOf(transaction);
    await Promise.all(batch.map(async ([id, seen]) => {
      const before = await hosts.get(id);
      const old = before === undefined ? undefined : memoryOf(before);
      const memory = [...seen.values()].reduce((known, each) => remember(known, each), old);
      if (memory === undefined || memory === old) return;
      const stored = storedOf(id, memory);
      sum.count += before === undefined ? 1 : 0;
      sum.bytes += stored.bytes - (before?.bytes ?? 0);
      await hosts.put(stored);
    }));
    await this.#bound(transaction, sum);
    await transaction.objectStore("sums").put(sum, "hosts");
  }

  /** Forgets what is beyond the bounds, and beyond a share of what there is. */
  #shrink(share: number): Promise<void> {
    return this.#inTurn(async (transaction) => {
      const sum = await sumOf(transaction);
      await this.#bound(transaction, sum, Math.min(this.#options.maxBytes, sum.bytes * share));
      await transaction.objectStore("sums").put(sum, "hosts");
    });
  }

  /** Forgets by age once a day, and by bytes where there are too many. */
  async #bound(transaction: Writing, sum: Sum, maxBytes = this.#options.maxBytes): Promise<void> {
    const now = this.#options.now();
    if (now - this.#lastAged < DAY && sum.bytes <= maxBytes) return;
    this.#lastAged = now;
    await forgetOldest(await transaction.objectStore("hosts").index("lastSeen").openCursor(), sum, { ...this.#options, maxBytes }, now);
  }

  async #forgetRange(transaction: Writing, range: IDBKeyRange): Promise<void> {
    const sum = await sumOf(transaction);
    let cursor = await transaction.objectStore("hosts").openCursor(range);
    while (cursor !== null) {
      subtract(sum, cursor.value);
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await transaction.objectStore("sums").put(sum, "hosts");
  }

  async #forgetSince(transaction: Writing, time: number): Promise<void> {
    const sum = await sumOf(transaction);
    let cursor = await transaction.objectStore("hosts").index("lastSeen").openCursor(IDBKeyRange.lowerBound(time));
    const kept: StoredHost[] = [];
    while (cursor !== null) {
      const memory = forgetSince(memoryOf(cursor.value), time);
      subtract(sum, cursor.value);
      if (memory !== undefined) kept.push(storedOf(cursor.value.id, memory));
      await cursor.delete();
      cursor = await cursor.continue();
    }
    for (const stored of kept) {
      sum.count += 1;
      sum.bytes += stored.bytes;
      await transaction.objectStore("hosts").put(stored);
    }
    await transaction.objectStore("sums").put(sum, "hosts");
  }
}

async function sumOf(transaction: Writing): Promise<Sum> {
  return await transaction.objectStore("sums").get("hosts") ?? { count: 0, bytes: 0 };
}

function isOf(failure: unknown, name: string): boolean {
  return failure instanceof DOMException && failure.name === name;
}

function hostOf(id: string): string {
  return id.slice(0, id.indexOf(" "));
}

function storedOf(id: string, memory: HostMemory): StoredHost {
  return { ...memory, id, bytes: JSON.stringify(memory).length };
}

function memoryOf(stored: StoredHost): HostMemory {
  const { host, port, firstSeen, lastSeen, place, keys, hstsUntil } = stored;
  return { host, port, firstSeen, lastSeen, place, keys, ...(hstsUntil === undefined ? {} : { hstsUntil }) };
}
