import type { ConnectionError } from "../../core/tls-info.ts";
import { ConnectionList, type SeenResponse } from "./connection-list.ts";
import { certificatesOf, type StoredConnection } from "./connection.ts";
import type { StoredRequest } from "./requests.ts";

/** Kinds of connection kept for one page. */
export const MAX_CONNECTIONS = 500;
/** Documents and origins (the page's and its frames') remembered for one page. */
const MAX_DOCUMENTS = 200;

/** The part of a view that is stored in one piece. JSON. */
export interface StoredView {
  id: string;
  tabId: number;
  url: string;
  incognito: boolean;
  cookieStoreId?: string;
  startedAt: number;
  committedAt?: number;
  mainRequestId?: string;
  mainDocumentId?: string;
  documentIds: string[];
  origins: string[];
  error?: ConnectionError;
  fromBackForwardCache: boolean;
  throughServiceWorker: boolean;
  plainRequests: number;
  omitted: number;
  /** Requests under way, and the address that was already counted for each. */
  requests: StoredRequest[];
}

/** What one document in one tab was made of, from the request that asked for it until it is gone. */
export class View {
  readonly id: string;
  readonly tabId: number;
  readonly startedAt: number;
  /** In a private window. What comes before the first request of the view does not say. */
  incognito: boolean;
  cookieStoreId: string | undefined;
  url: string;
  /** When the browser began to show it; undefined: it is still being asked for. Milliseconds since the epoch. */
  committedAt: number | undefined;
  mainRequestId: string | undefined;
  mainDocumentId: string | undefined;
  error: ConnectionError | undefined;
  fromBackForwardCache = false;
  /** A service worker answers for the document: its own request, outside the tab, has the connection. */
  throughServiceWorker = false;
  plainRequests = 0;
  /** That it is shown was inferred from the tab's address; the browser's word may follow. */
  assumed = false;
  readonly connections: ConnectionList;
  readonly #documentIds: Set<string>;
  readonly #origins: Set<string>;

  constructor(first: { id: string; tabId: number; url: string; incognito: boolean; startedAt: number }, stored?: StoredView, connections: readonly StoredConnection[] = []) {
    this.id = first.id;
    this.tabId = first.tabId;
    this.url = first.url;
    this.incognito = first.incognito;
    this.startedAt = first.startedAt;
    this.connections = new ConnectionList(MAX_CONNECTIONS, connections, stored?.omitted, true);
    this.#documentIds = new Set(stored?.documentIds);
    this.#origins = new Set(stored?.origins);
    if (stored !== undefined) {
      this.cookieStoreId = stored.cookieStoreId;
      this.committedAt = stored.committedAt;
      this.mainRequestId = stored.mainRequestId;
      this.mainDocumentId = stored.mainDocumentId;
      this.error = stored.error;
      this.fromBackForwardCache = stored.fromBackForwardCache;
      this.throughServiceWorker = stored.throughServiceWorker;
      this.plainRequests = stored.plainRequests;
    }
  }

  /** The connection that the page's own document came over; the last one, after a redirection or a repeated try. */
  get main(): StoredConnection | undefined {
    return this.connections.all.filter(({ main }) => main).sort((one, other) => other.lastSeen - one.lastSeen)[0];
  }

  hasDocument(documentId: string): boolean {
    return this.#documentIds.has(documentId);
  }

  addDocument(documentId: string): void {
    if (this.#documentIds.size < MAX_DOCUMENTS) this.#documentIds.add(documentId);
  }

  /** Whether the page or one of its frames is of the origin. */
  shows(origin: string): boolean {
    return this.#origins.has(origin) || originOf(this.url) === origin;
  }

  addOrigin(url: string): void {
    const origin = originOf(url);
    if (origin !== undefined && this.#origins.size < MAX_DOCUMENTS) this.#origins.add(origin);
  }

  record(seen: SeenResponse): { connection: StoredConnection; index: number } | undefined {
    if (seen.scheme === "http:" || seen.scheme === "ws:") this.plainRequests += 1;
    return this.connections.record(seen);
  }

  *certificates(): Generator<string> {
    for (const connection of this.connections.all) yield* certificatesOf(connection);
  }

  toStored(requests: StoredView["requests"]): StoredView {
    const { id, tabId, url, incognito, startedAt, fromBackForwardCache, throughServiceWorker, plainRequests } = this;
    return {
      id, tabId, url, incognito, startedAt, fromBackForwardCache, throughServiceWorker, plainRequests, requests,
      omitted: this.connections.omitted,
      documentIds: [...this.#documentIds],
      origins: [...this.#origins],
      ...(this.cookieStoreId === undefined ? {} : { cookieStoreId: this.cookieStoreId }),
      ...(this.committedAt === undefined ? {} : { committedAt: this.committedAt }),
      ...(this.mainRequestId === undefined ? {} : { mainRequestId: this.mainRequestId }),
      ...(this.mainDocumentId === undefined ? {} : { mainDocumentId: this.mainDocumentId }),
      ...(this.error === undefined ? {} : { error: this.error }),
    };
  }
}

/** undefined for addresses without an origin of their own (about:, data:, moz-extension: has one). */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return origin === "null" ? undefined : origin;
}

/** Whether two addresses name the same document: fragments aside. */
export function sameDocument(one: string, other: string): boolean {
  return withoutFragment(one) === withoutFragment(other);
}

function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash === -1 ? url : url.slice(0, hash);
}
