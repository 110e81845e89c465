import type { ConnectionError } from "../../core/tls-info.ts";
import type { NavigationDetails, RequestDetails } from "./events.ts";
import { putBounded } from "../../core/put-bounded.ts";
import { sameDocument, View } from "./view.ts";

/** Pages kept behind the present one, for the back/forward cache. */
const MAX_KEPT = 4;
/** Failed navigations remembered until the request's own failure is told, and the other way round. */
const MAX_ERRORS = 20;

/** Why a navigation failed, by its address, and for which events of the same failure that is kept. JSON. */
export interface StoredError {
  url: string;
  error: ConnectionError;
  /** Milliseconds since the epoch. */
  at: number;
  awaited: ("commit" | "request")[];
}

/**
 * The views of one tab: the one that is shown, the one that is being asked for, and those behind.
 *
 * The browser tells of requests and of navigations by two roads that keep no order between them (in Firefox a commit
 * may be told before the request that led to it has begun), so each event says by itself what it belongs to: by the
 * document's id, else by address and time.
 */
export class Tab {
  readonly id: number;
  current: View | undefined;
  /** Asked for, and not yet shown. */
  pending: View | undefined;
  /** Shown before, the latest first. */
  kept: View[] = [];
  readonly #newView: (tabId: number, url: string, incognito: boolean, startedAt: number) => View;
  readonly #errors = new Map<string, { error: ConnectionError; at: number; awaited: Set<"commit" | "request"> }>();

  constructor(id: number, newView: (tabId: number, url: string, incognito: boolean, startedAt: number) => View) {
    this.id = id;
    this.#newView = newView;
  }

  get views(): View[] {
    return [this.current, this.pending, ...this.kept].filter((view) => view !== undefined);
  }

  /** A request for the page's own document begins, or goes on after a redirection. Gives the view that it makes. */
  documentRequested(details: RequestDetails): View {
    const same = this.views.find(({ mainRequestId }) => mainRequestId === details.requestId);
    if (same !== undefined) {
      if (same === this.pending) same.url = details.url;
      return same;
    }
    this.#forgetError(details);
    const current = this.current;
    if (current !== undefined && this.#ledTo(current, details)) {
      current.mainRequestId = details.requestId;
      current.cookieStoreId = details.cookieStoreId;
      current.incognito = details.incognito ?? false;
      return current;
    }
    const pending = this.#newView(this.id, details.url, details.incognito ?? false, details.timeStamp);
    pending.mainRequestId = details.requestId;
    pending.cookieStoreId = details.cookieStoreId;
    this.pending = pending;
    return pending;
  }

  /** The request is told after the commit that it led to. */
  #ledTo(current: View, details: RequestDetails): boolean {
    const previous = this.kept[0]?.committedAt ?? 0;
    return current.mainRequestId === undefined && !current.fromBackForwardCache && current.committedAt !== undefined
      && details.timeStamp <= current.committedAt && details.timeStamp >= previous && /^https?:/.test(current.url);
  }

  /** The tab begins to show a document. Gives the views that are gone for good. */
  committed(details: NavigationDetails): View[] {
    if (this.#isAssumed(details)) return [];
    const restored = this.#restored(details);
    const pending = this.pending;
    const gone: View[] = [];
    let next: View;
    if (restored !== undefined) {
      next = restored;
      next.fromBackForwardCache = true;
      this.kept = this.kept.filter((view) => view !== restored);
      if (restored === this.current) this.current = undefined;
    } else if (pending !== undefined && this.#leadsTo(pending, details)) {
      next = pending;
      this.pending = undefined;
    } else {
      next = this.#newView(this.id, details.url, this.current?.incognito ?? false, details.timeStamp);
    }
    next.url = details.url;
    next.committedAt = details.timeStamp;
    next.addOrigin(details.url);
    if (details.documentId !== undefined) {
      next.mainDocumentId = details.documentId;
      next.addDocument(details.documentId);
    }
    if (this.current !== undefined && this.current !== next) this.kept.unshift(this.current);
    this.current = next;
    gone.push(...this.kept.splice(MAX_KEPT));
    return gone;
  }

  /** The commit is the one that was inferred from the tab's address. */
  #isAssumed({ url, documentId }: NavigationDetails): boolean {
    const current = this.current;
    if (current?.assumed !== true || this.pending !== undefined || !sameDocument(current.url, url)) return false;
    current.assumed = false;
    if (documentId !== undefined) {
      current.mainDocumentId = documentId;
      current.addDocument(documentId);
    }
    return true;
  }

  #restored({ documentId, url, transitionQualifiers }: NavigationDetails): View | undefined {
    const kept = documentId === undefined ? undefined : this.kept.find(({ mainDocumentId }) => mainDocumentId === documentId);
    if (kept !== undefined || documentId !== undefined) return kept;
    // Without the document's id: back or forward, to an address that nothing asked for.
    if (transitionQualifiers?.includes("forward_back") !== true || this.pending !== undefined) return undefined;
    return this.kept.find((view) => sameDocument(view.url, url));
  }

  #leadsTo(pending: View, { url, timeStamp, transitionQualifiers }: NavigationDetails): boolean {
    if (pending.startedAt > timeStamp) return false;
    return sameDocument(pending.url, url) || transitionQualifiers?.includes("server_redirect") === true;
  }

  /** The view that was alive when a request of one of its documents began; undefined: none that is still known. */
  viewOf(details: RequestDetails): View | undefined {
    const { documentId } = details;
    if (documentId !== undefined) {
      const exact = this.views.find((view) => view.hasDocument(documentId));
      if (exact !== undefined) return exact;
    }
    const { current, pending } = this;
    if (current === undefined) return pending;
    const top = details.frameAncestors?.at(-1)?.url ?? details.documentUrl;
    const otherDocument = documentId !== undefined && details.frameId === 0 && current.mainDocumentId !== undefined;
    if (pending !== undefined && pending.startedAt <= details.timeStamp && top !== undefined && sameDocument(top, pending.url)) {
      if (otherDocument || !sameDocument(top, current.url) || pending.main !== undefined) return pending;
    }
    const begunBefore = current.committedAt !== undefined && details.timeStamp < current.committedAt;
    if (begunBefore && (top === undefined || !sameDocument(top, current.url))) return this.kept[0];
    return current;
  }

  /** The document that was asked for is not coming: the navigation was given up. */
  givenUp(view: View): boolean {
    if (view !== this.pending) return false;
    this.pending = undefined;
    return true;
  }

  /** Remembers why a navigation failed, by its address, for the events of the same failure that come after. */
  rememberError(error: ConnectionError, { url, timeStamp, frameId }: Pick<NavigationDetails, "url" | "timeStamp" | "frameId">): void {
    this.#errors.delete(url);
    putBounded(this.#errors, MAX_ERRORS, url, { error, at: timeStamp, awaited: new Set(frameId === 0 ? ["commit", "request"] : ["request"]) });
  }

  /** What was remembered, once for the commit of the error page and once for the request's own failure. */
  takeError(url: string, by: "commit" | "request"): ConnectionError | undefined {
    const remembered = this.#errors.get(url);
    return remembered?.awaited.delete(by) === true ? remembered.error : undefined;
  }

  /** What is remembered of failures, as it is stored. */
  get errors(): StoredError[] {
    return Array.from(this.#errors, ([url, { error, at, awaited }]) => ({ url, error, at, awaited: [...awaited] }));
  }

  restoreErrors(stored: readonly StoredError[]): void {
    for (const { url, error, at, awaited } of stored) putBounded(this.#errors, MAX_ERRORS, url, { error, at, awaited: new Set(awaited) });
  }

  /** Another try at the address begins: what is told from now on is about that. */
  #forgetError({ url, timeStamp }: RequestDetails): void {
    const remembered = this.#errors.get(url);
    if (remembered !== undefined && remembered.at < timeStamp) this.#errors.delete(url);
  }
}
