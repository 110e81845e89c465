import type { ConnectionError, Hsts } from "../../core/tls-info.ts";
import { isSecure, type ConnectionScheme, type StoredConnection, type StoredTlsInfo } from "./connection.ts";

/** One response or failure. */
export interface SeenResponse {
  scheme: ConnectionScheme;
  host: string;
  port: number;
  type: string;
  /** Milliseconds since the epoch. */
  time: number;
  main: boolean;
  ip?: string | undefined;
  endpoint?: string | undefined;
  tls?: StoredTlsInfo | undefined;
  hsts?: Hsts | null | undefined;
  error?: ConnectionError | undefined;
}

/** Connections left out whose identity is remembered, so that each counts once. */
const MAX_OMITTED = 5000;

/** The kinds of connection that were seen, each once, with its requests counted; bounded. */
export class ConnectionList {
  readonly #capacity: number;
  readonly #joinsUntold: boolean;
  /** By what must be equal; the members differ in what may also be unknown. */
  readonly #groups = new Map<string, StoredConnection[]>();
  readonly #all: StoredConnection[] = [];
  readonly #indexes = new WeakMap<StoredConnection, number>();
  /** Where what was told of a connection was counted last, for requests of which the very same is told. */
  readonly #told = new WeakMap<StoredTlsInfo, StoredConnection>();
  readonly #omittedKeys = new Set<string>();
  #omitted: number;

  /**
   * `joinsUntold`: a request of whose connection nothing was told counts for a connection to the same host, whatever was
   * told of that. Sound for one page, not for a whole session.
   */
  constructor(capacity: number, stored: readonly StoredConnection[] = [], omitted = 0, joinsUntold = false) {
    this.#capacity = capacity;
    this.#joinsUntold = joinsUntold;
    this.#omitted = omitted;
    for (const connection of stored) this.#insert(connection);
  }

  get all(): readonly StoredConnection[] {
    return this.#all;
  }

  /** Kinds of connection that were seen when the list was full. */
  get omitted(): number {
    return this.#omitted;
  }

  /** Counts a request. Gives the connection's entry and its place in the list; undefined where the list is full. */
  record(seen: SeenResponse): { connection: StoredConnection; index: number } | undefined {
    const alike = this.#countedBefore(seen) ?? this.#alike(seen);
    if (alike !== undefined) {
      count(alike, seen);
      if (seen.tls !== undefined) this.#told.set(seen.tls, alike);
      return { connection: alike, index: this.#indexes.get(alike) ?? -1 };
    }
    if (this.#all.length >= this.#capacity) {
      this.#omit(groupKey(seen) + variant(seen.tls));
      return undefined;
    }
    const connection: StoredConnection = {
      scheme: seen.scheme, host: seen.host, port: seen.port, requests: 0, types: {}, firstSeen: seen.time, lastSeen: seen.time, main: false,
    };
    if (seen.tls !== undefined) connection.tls = seen.tls;
    if (seen.error !== undefined) connection.error = seen.error;
    count(connection, seen);
    this.#insert(connection);
    return { connection, index: this.#all.length - 1 };
  }

  /**
   * What was learnt of the connections to a host after they were seen, since `since` (milliseconds since the epoch): those of
   * which nothing was told become that, and in a list of a session count where one that is alike was kept before. Gives the
   * places of those that it changed; the last places may be gone.
   */
  tell({ scheme, host, port }: Pick<SeenResponse, "scheme" | "host" | "port">, tls: StoredTlsInfo, since: number): number[] {
    const untold = this.#all.filter((connection) => connection.scheme === scheme && connection.host === host && connection.port === port && connection.firstSeen >= since && isUntold(connection));
    const changed = new Set(untold);
    for (const connection of untold) {
      this.#learn(connection, tls);
      if (!this.#joinsUntold) for (const each of this.#join(connection)) changed.add(each);
    }
    return Array.from(changed).flatMap((connection) => this.#indexes.get(connection) ?? []);
  }

  /** Counts the connection where one that is alike was kept before, and lets go of it. Gives those that it changed or moved. */
  #join(connection: StoredConnection): StoredConnection[] {
    const group = this.#groups.get(groupKey(connection)) ?? [];
    const before = group.find((other) => other !== connection && alikeEnough(other.tls, connection.tls));
    const last = this.#all.at(-1);
    const index = this.#indexes.get(connection);
    if (before === undefined || last === undefined || index === undefined) return [];
    addTo(before, connection);
    group.splice(group.indexOf(connection), 1);
    this.#all[index] = last;
    this.#indexes.set(last, index);
    this.#all.pop();
    this.#indexes.delete(connection);
    return [before, last];
  }

  /** What is told at a request's end of connections that were seen before. Gives the places of those that it changed. */
  reached({ scheme, host, port }: Pick<SeenResponse, "scheme" | "host" | "port">, endpoint: string): number[] {
    const changed = this.#all.filter((connection) => connection.scheme === scheme && connection.host === host && connection.port === port && connection.endpoint !== endpoint);
    for (const connection of changed) connection.endpoint = endpoint;
    return changed.map((connection) => this.#indexes.get(connection) ?? -1);
  }

  #countedBefore({ scheme, host, port, tls, error }: SeenResponse): StoredConnection | undefined {
    const found = tls === undefined || error !== undefined ? undefined : this.#told.get(tls);
    return found?.scheme === scheme && found.host === host && found.port === port && found.error === undefined && this.#indexes.has(found) ? found : undefined;
  }

  #alike(seen: SeenResponse): StoredConnection | undefined {
    const group = this.#groups.get(groupKey(seen)) ?? [];
    return group.find((connection) => alikeEnough(connection.tls, seen.tls)) ?? this.#sameHost(seen);
  }

  #learn(connection: StoredConnection, tls: StoredTlsInfo): void {
    const group = this.#groups.get(groupKey(connection));
    group?.splice(group.indexOf(connection), 1);
    connection.tls = together(connection.tls, tls);
    this.#group(connection);
  }

  #sameHost(seen: SeenResponse): StoredConnection | undefined {
    if (!this.#joinsUntold || !isSecure(seen.scheme) || seen.error !== undefined) return undefined;
    const untold = isUntold(seen);
    const found = this.#all.find((connection) => connection.scheme === seen.scheme && connection.host === seen.host && connection.port === seen.port && connection.error === undefined && (untold || isUntold(connection)));
    if (!untold && found !== undefined && seen.tls !== undefined) this.#learn(found, seen.tls);
    return found;
  }

  #insert(connection: StoredConnection): void {
    this.#indexes.set(connection, this.#all.length);
    this.#all.push(connection);
    this.#group(connection);
  }

  #group(connection: StoredConnection): void {
    const key = groupKey(connection);
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [connection]);
    else group.push(connection);
  }

  #omit(key: string): void {
    if (this.#omittedKeys.has(key)) return;
    if (this.#omittedKeys.size < MAX_OMITTED) this.#omittedKeys.add(key);
    this.#omitted += 1;
  }
}

function count(connection: StoredConnection, seen: SeenResponse): void {
  connection.requests += 1;
  connection.types[seen.type] = (connection.types[seen.type] ?? 0) + 1;
  connection.firstSeen = Math.min(connection.firstSeen, seen.time);
  connection.lastSeen = Math.max(connection.lastSeen, seen.time);
  connection.main ||= seen.main;
  if (seen.ip !== undefined) connection.ip = seen.ip;
  if (seen.endpoint !== undefined) connection.endpoint = seen.endpoint;
  if (seen.tls !== undefined) connection.tls = connection.tls === undefined ? seen.tls : fuller(connection.tls, seen.tls);
  // The document's own header counts; else the first response that had one.
  if (seen.hsts !== undefined && (seen.main || connection.hsts === undefined || connection.hsts === null)) connection.hsts = seen.hsts;
}

/** Counts what was kept as another kind of connection, later, with one that turned out to be of the same. */
function addTo(connection: StoredConnection, later: StoredConnection): void {
  connection.requests += later.requests;
  for (const [type, requests] of Object.entries(later.types)) connection.types[type] = (connection.types[type] ?? 0) + requests;
  connection.firstSeen = Math.min(connection.firstSeen, later.firstSeen);
  connection.lastSeen = Math.max(connection.lastSeen, later.lastSeen);
  connection.main ||= later.main;
  if (later.ip !== undefined) connection.ip = later.ip;
  if (later.endpoint !== undefined) connection.endpoint = later.endpoint;
  if (later.hsts !== undefined && (connection.hsts === undefined || connection.hsts === null)) connection.hsts = later.hsts;
  if (later.tls !== undefined) connection.tls = connection.tls === undefined ? later.tls : fuller(connection.tls, later.tls);
}

/** What must be equal for two requests to have come over connections of one kind. */
function groupKey({ scheme, host, port, tls, error }: Pick<SeenResponse, "scheme" | "host" | "port" | "tls" | "error">): string {
  if (!isSecure(scheme)) return JSON.stringify([scheme, host, port, error?.code]);
  const extra = tls?.extra;
  return JSON.stringify([
    scheme, host, port, error?.code, tls?.protocol, tls?.cipherSuite, tls?.tlsVersion, tls?.chainValid,
    extra?.quic?.cipherSuite, extra?.quic?.tlsVersion, extra?.exception, extra?.encryptedClientHello,
  ]);
}

/** What may also be unknown: a resumed session forgets its group, and bytes may come late. */
function variants(tls: StoredTlsInfo | undefined): (string | undefined)[] {
  return [tls?.builtChain?.join(), tls?.sentChain?.join(), tls?.keyExchangeGroup, tls?.extra?.signatureScheme, tls?.extra?.serverCertificate];
}

function variant(tls: StoredTlsInfo | undefined): string {
  return JSON.stringify(variants(tls));
}

/**
 * A value may be missing on either side. What comes from the cache tells of an earlier connection: it may confirm a
 * connection of today, and never adds to it.
 */
function alikeEnough(one: StoredTlsInfo | undefined, other: StoredTlsInfo | undefined): boolean {
  const ones = variants(one);
  const others = variants(other);
  const oneCached = one?.extra?.fromCache ?? false;
  const otherCached = other?.extra?.fromCache ?? false;
  return ones.every((value, index) => {
    const counterpart = others[index];
    if (value === counterpart) return true;
    if (value === undefined) return oneCached || !otherCached;
    return counterpart === undefined && (otherCached || !oneCached);
  });
}

/** The two together: of one kind of connection, what either of them tells. From the cache only where both are. */
function fuller(one: StoredTlsInfo, other: StoredTlsInfo): StoredTlsInfo {
  if (one === other) return one;
  const [more, less] = known(other) > known(one) ? [other, one] : [one, other];
  if (more.extra?.fromCache !== true || less.extra?.fromCache !== false) return more;
  return { ...more, extra: { ...more.extra, fromCache: false } };
}

/** Whether nothing was told of a TLS connection but, at most, the server's certificate: Chromium without its debugger. */
export function isUntold({ scheme, tls, error }: Pick<SeenResponse, "scheme" | "tls" | "error">): boolean {
  if (!isSecure(scheme) || error !== undefined) return false;
  return tls === undefined || (tls.extra?.source === "chromium" && tls.cipherSuite === undefined && tls.tlsVersion === undefined && tls.extra.quic === undefined);
}

/** What was known, with what was learnt later. Whether the response came from the cache, the request itself has told. */
function together(before: StoredTlsInfo | undefined, learnt: StoredTlsInfo): StoredTlsInfo {
  const knownBefore = before?.extra?.unavailable ?? {};
  const told = new Set<string>([...Object.keys(learnt), ...Object.keys(learnt.extra ?? {})]);
  const unavailable = Object.fromEntries(Object.entries({ ...knownBefore, ...learnt.extra?.unavailable }).filter(([field]) => !told.has(field)));
  const fromCache = before?.extra?.fromCache ?? false;
  return { ...before, ...learnt, extra: { source: "chromium", ...before?.extra, ...learnt.extra, unavailable, fromCache } };
}

function known(tls: StoredTlsInfo): number {
  return variants(tls).filter((value) => value !== undefined).length;
}
