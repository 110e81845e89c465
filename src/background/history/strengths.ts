import type { IDBPTransaction } from "idb";
import type { Assessment } from "../../core/assessment.ts";
import type { Seen } from "../../core/interception/seen.ts";
import type { StoredConnection, StoredTlsInfo } from "../pages/connection.ts";
import type { HistoryDatabase, HistorySchema, StoredStrength } from "./database.ts";
import { count, dayOf, emptyDay, type Day } from "../../core/history/days.ts";
import { saysSomething, strengthOf, unjudged, type HostStrength } from "../../core/history/strength.ts";
import { boundsOf, DAY, forgetOldest, hostId, rangeOf, subtract, type Bounds, type Sum } from "./stored.ts";

export interface StrengthsTools {
  open: () => Promise<HistoryDatabase>;
  /** null: it cannot be judged. */
  assess: (connection: StoredConnection) => Promise<Assessment | null>;
  seen: (connection: StoredConnection) => Promise<Seen | undefined>;
  /** Called with each judgement and whom it is of. */
  judged?: (assessment: Assessment, seen: Seen) => void;
}

/** Of hosts; days are forgotten by age alone. */
export interface StrengthsOptions extends Partial<Bounds> {
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const DEFAULTS = boundsOf({ days: 400, megabytes: 64 });
/** Judged one after the other, and written together. */
const WRITTEN_TOGETHER = 50;
/** A host that shows what it showed is written again after so long. Milliseconds. */
const REFRESH = 6 * 3_600_000;
/** Hosts of one answer, so few that neither side is busy for long. */
export const CHUNK = 500;
/** Of the first, which is waited for. */
export const FIRST_CHUNK = 100;

type Writing = IDBPTransaction<HistorySchema, ("strengths" | "days" | "sums" | "hosts")[], "readwrite">;

/** How strong the connections to hosts were, and what was used day by day: what the report shows. */
export class Strengths {
  readonly #tools: StrengthsTools;
  #options: Required<StrengthsOptions>;
  /** What was looked at, and in which stretch of time; more may come to be known of a connection. */
  readonly #known = new WeakMap<StoredConnection, { tls: StoredTlsInfo | undefined; stretch: number }>();
  #rows: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #lastAged = Number.NEGATIVE_INFINITY;
  /** Rises when something is forgotten: what was judged before must not be written after. */
  #forgotten = 0;

  constructor(tools: StrengthsTools, options: StrengthsOptions = {}) {
    this.#tools = tools;
    this.#options = { now: Date.now, ...DEFAULTS, ...options };
  }

  /** From the next writing on, what is older than so many days is forgotten, and what is beyond so many megabytes (1,000,000 bytes). */
  limit({ days, megabytes }: { days: number; megabytes: number }): void {
    const bounds = boundsOf({ days, megabytes });
    if (bounds.maxAge !== this.#options.maxAge) this.#lastAged = Number.NEGATIVE_INFINITY;
    this.#options = { ...this.#options, ...bounds };
  }

  /** Judges those that are new or have changed, with a pause after each, and writes what was found. Rejects where the database does. */
  async record(connections: readonly StoredConnection[]): Promise<void> {
    const fresh = connections.filter((connection) => this.#isNews(connection));
    try {
      if (fresh.length > 0) await this.#record(fresh);
    } catch (failure) {
      // They are recorded when they are seen again.
      for (const connection of fresh) this.#known.delete(connection);
      throw failure;
    }
  }

  async #record(connections: readonly StoredConnection[]): Promise<void> {
    const forgotten = this.#forgotten;
    const due = await this.#due(connections);
    for (let i = 0; i < due.length; i += WRITTEN_TOGETHER) {
      const judged: Judged[] = [];
      for (const connection of due.slice(i, i + WRITTEN_TOGETHER)) {
        const strength = await this.#judge(connection).catch((failure: unknown) => {
          console.error("TLScope: a connection could not be judged for the report.", failure);
          return undefined;
        });
        if (strength !== undefined) judged.push({ strength, state: stateOf(connection) });
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      if (this.#forgotten !== forgotten) return;
      await this.#inTurn((transaction) => this.#write(transaction, judged));
    }
  }

  /** The hosts after an id, in the order of ids (host and port); `next` is null with the last. */
  async chunk(after: string | null, most = after === null ? FIRST_CHUNK : CHUNK): Promise<{ hosts: HostStrength[]; next: string | null; total: number }> {
    const transaction = (await this.#open()).transaction(["strengths", "sums"]);
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const [stored, sum] = await Promise.all([transaction.objectStore("strengths").getAll(range, most), transaction.objectStore("sums").get("strengths")]);
    return { hosts: stored.map(strengthIn), next: stored.length < most ? null : stored.at(-1)?.id ?? null, total: sum?.count ?? 0 };
  }

  /** In their order. */
  async days(): Promise<Day[]> {
    return (await this.#open()).getAll("days");
  }

  async recall(host: string, port: number): Promise<HostStrength | null> {
    const stored = await (await this.#open()).get("strengths", hostId(host, port));
    return stored === undefined ? null : strengthIn(stored);
  }

  /**
   * Forgets a host at all its ports, or what was seen since a time (milliseconds since the epoch), or all. Called once the
   * memory of hosts has forgotten it. Counts of days have no hosts: of one that goes, its last day counts one less.
   */
  async forget(what: { host: string } | { since: number } | "all"): Promise<void> {
    this.#forgotten += 1;
    await this.#inTurn(async (transaction) => {
      if (what === "all") {
        await Promise.all([transaction.objectStore("strengths").clear(), transaction.objectStore("days").clear(), transaction.objectStore("sums").delete("strengths")]);
      } else if ("host" in what) {
        await this.#forgetHost(transaction, what.host);
      } else {
        await this.#forgetSince(transaction, what.since);
      }
    });
  }

  #isNews(connection: StoredConnection): boolean {
    const { tls, error, lastSeen } = connection;
    // What the cache replays tells of an earlier connection.
    if (!tells(connection) || error !== undefined || tls?.extra?.fromCache === true) return false;
    const stretch = Math.floor(lastSeen / REFRESH);
    const known = this.#known.get(connection);
    if (known?.tls === tls && known?.stretch === stretch) return false;
    this.#known.set(connection, { tls, stretch });
    return true;
  }

  /** The newest of each host and port, where it says something that is not written yet. */
  async #due(connections: readonly StoredConnection[]): Promise<StoredConnection[]> {
    const newest = new Map<string, StoredConnection>();
    for (const connection of connections) {
      const id = hostId(connection.host, connection.port);
      const known = newest.get(id);
      if (known === undefined || known.lastSeen <= connection.lastSeen) newest.set(id, connection);
    }
    const strengths = (await this.#open()).transaction("strengths").store;
    const due = await Promise.all([...newest].map(async ([id, connection]) => {
      const before = await strengths.get(id);
      if (before?.state === undefined) return [connection];
      if (connection.lastSeen <= before.lastSeen) return [];
      const isFresh = connection.lastSeen - before.lastSeen < REFRESH && before.counted === dayOf(connection.lastSeen);
      return isFresh && before.state === stateOf(connection) ? [] : [connection];
    }));
    return due.flat();
  }

  /** undefined: nothing can be said of it. */
  async #judge(connection: StoredConnection): Promise<HostStrength | undefined> {
    const { port, firstSeen, lastSeen } = connection;
    const assessment = await this.#tools.assess(connection);
    if (assessment === null) return undefined;
    const seen = await this.#tools.seen(connection);
    if (seen !== undefined) this.#tools.judged?.(assessment, seen);
    const strength = strengthOf(assessment, seen, { port, firstSeen, lastSeen });
    return saysSomething(strength) ? strength : undefined;
  }

  async #write(transaction: Writing, judged: readonly Judged[]): Promise<void> {
    const strengths = transaction.objectStore("strengths");
    const sum = await sumOf(transaction);
    for (const { strength, state } of judged) {
      const id = hostId(strength.host, strength.port);
      const before = await strengths.get(id);
      const counted = dayOf(strength.lastSeen);
      const stored = sized({
        ...strength, id, state, counted,
        firstSeen: Math.min(before?.firstSeen ?? strength.firstSeen, strength.firstSeen), lastSeen: Math.max(before?.lastSeen ?? strength.lastSeen, strength.lastSeen),
      });
      if (before?.counted === counted) await changeDay(transaction, counted, before, -1);
      await changeDay(transaction, counted, stored, 1);
      sum.count += before === undefined ? 1 : 0;
      sum.bytes += stored.bytes - (before?.bytes ?? 0);
      await strengths.put(stored);
    }
    await this.#bound(transaction, sum);
    await transaction.objectStore("sums").put(sum, "strengths");
  }

  /** Forgets by age once a day, and by bytes where there are too many. */
  async #bound(transaction: Writing, sum: Sum): Promise<void> {
    const now = this.#options.now();
    if (now - this.#lastAged < DAY && sum.bytes <= this.#options.maxBytes) return;
    this.#lastAged = now;
    await forgetOldest(await transaction.objectStore("strengths").index("lastSeen").openCursor(), sum, this.#options, now);
    await transaction.objectStore("days").delete(IDBKeyRange.upperBound(dayOf(now - this.#options.maxAge), true));
  }

  async #forgetHost(transaction: Writing, host: string): Promise<void> {
    const sum = await sumOf(transaction);
    let cursor = await transaction.objectStore("strengths").openCursor(rangeOf(host));
    while (cursor !== null) {
      subtract(sum, cursor.value);
      if (cursor.value.counted !== undefined) await changeDay(transaction, cursor.value.counted, cursor.value, -1);
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await transaction.objectStore("sums").put(sum, "strengths");
  }

  async #forgetSince(transaction: Writing, time: number): Promise<void> {
    const sum = await sumOf(transaction);
    const strengths = transaction.objectStore("strengths");
    const kept: StoredStrength[] = [];
    let cursor = await strengths.index("lastSeen").openCursor(IDBKeyRange.lowerBound(time));
    while (cursor !== null) {
      const { value } = cursor;
      subtract(sum, value);
      // What a host showed last is what it showed since: of before, its keys are remembered alone.
      if (value.firstSeen < time) {
        const { host, port, firstSeen } = value;
        const memory = await transaction.objectStore("hosts").get(value.id);
        kept.push(sized({ ...unjudged(memory ?? { host, port, firstSeen, lastSeen: time, place: "public", keys: [] }), firstSeen, lastSeen: Math.min(value.lastSeen, time), id: value.id }));
      }
      await cursor.delete();
      cursor = await cursor.continue();
    }
    for (const stored of kept) {
      sum.count += 1;
      sum.bytes += stored.bytes;
      await strengths.put(stored);
    }
    // The day on which the time falls cannot be parted.
    await transaction.objectStore("days").delete(IDBKeyRange.lowerBound(dayOf(time)));
    await transaction.objectStore("sums").put(sum, "strengths");
  }

  /** The database, once every host has its row. A failure is told to who asked, and tried again by the next. */
  async #open(): Promise<HistoryDatabase> {
    const database = await this.#tools.open();
    this.#rows ??= giveRows(database);
    this.#rows.catch(() => (this.#rows = undefined));
    await this.#rows;
    return database;
  }

  /** One transaction after the other. */
  #inTurn(act: (transaction: Writing) => Promise<void>): Promise<void> {
    const done = this.#turn.then(async () => {
      const transaction = (await this.#open()).transaction(["strengths", "days", "sums", "hosts"], "readwrite");
      await Promise.all([act(transaction), transaction.done]);
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

interface Judged {
  strength: HostStrength;
  state: string;
}

/** Some browsers tell nothing of most connections. */
function tells({ tls }: StoredConnection): boolean {
  return tls?.tlsVersion !== undefined || tls?.cipherSuite !== undefined || tls?.builtChain !== undefined || tls?.extra?.quic !== undefined || tls?.extra?.serverCertificate !== undefined;
}

/** A text that is the same where a connection showed the same. */
function stateOf({ tls, hsts }: StoredConnection): string {
  const certificates = [tls?.extra?.serverCertificate, ...tls?.builtChain ?? [], ...tls?.sentChain ?? []].map((hash) => hash?.slice(0, 8));
  return [tls?.protocol, tls?.tlsVersion, tls?.cipherSuite, tls?.keyExchangeGroup, tls?.chainValid, tls?.extra?.exception, tls?.extra?.signatureScheme, hsts?.maxAge, ...certificates].join();
}

/** Gives each host of an older version its row, some at a time; where it is interrupted, the next goes on. */
async function giveRows(database: HistoryDatabase): Promise<void> {
  if (await database.get("sums", "rowless") === undefined) return;
  for (let after = ""; ;) {
    const transaction: Writing = database.transaction(["strengths", "days", "sums", "hosts"], "readwrite");
    const hosts = await transaction.objectStore("hosts").getAll(IDBKeyRange.lowerBound(after, true), CHUNK);
    const sum = await sumOf(transaction);
    for (const host of hosts) {
      if (await transaction.objectStore("strengths").getKey(host.id) !== undefined) continue;
      const row = sized({ ...unjudged(host), id: host.id });
      sum.count += 1;
      sum.bytes += row.bytes;
      await transaction.objectStore("strengths").put(row);
    }
    await transaction.objectStore("sums").put(sum, "strengths");
    const last = hosts.at(-1);
    if (last === undefined || hosts.length < CHUNK) await transaction.objectStore("sums").delete("rowless");
    await transaction.done;
    if (last === undefined || hosts.length < CHUNK) return;
    after = last.id;
  }
}

async function changeDay(transaction: Writing, day: string, host: HostStrength, by: 1 | -1): Promise<void> {
  const days = transaction.objectStore("days");
  const before = await days.get(day);
  if (before === undefined && by < 0) return;
  await days.put(count(before ?? emptyDay(day), host, by));
}

async function sumOf(transaction: Writing): Promise<Sum> {
  return await transaction.objectStore("sums").get("strengths") ?? { count: 0, bytes: 0 };
}

/** About what it takes. */
function sized(stored: Omit<StoredStrength, "bytes">): StoredStrength {
  return { ...stored, bytes: JSON.stringify(stored).length };
}

function strengthIn(stored: StoredStrength): HostStrength {
  const strength: HostStrength & Partial<StoredStrength> = { ...stored };
  delete strength.id;
  delete strength.bytes;
  delete strength.state;
  delete strength.counted;
  return strength;
}
