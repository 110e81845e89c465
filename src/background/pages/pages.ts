import type { ConnectionError, TlsInfo } from "../../core/tls-info.ts";
import { CertificateBytes, type CertificateBounds } from "./certificate-bytes.ts";
import type { SeenResponse } from "./connection-list.ts";
import { destination, isSecure, toStored, type StoredConnection, type StoredTlsInfo } from "./connection.ts";
import type { FailureDetails, NavigationDetails, RedirectDetails, RequestDetails, ResponseDetails, ToldDetails } from "./events.ts";
import { Journal, type JournalOptions, type StorageArea } from "./journal.ts";
import { LedElsewhere } from "./led.ts";
import { OpenRequests, type OpenRequest, type StoredRequest } from "./requests.ts";
import { SessionCollection } from "./session.ts";
import { Tab, type StoredError } from "./tab.ts";
import { originOf, sameDocument, View, type StoredView } from "./view.ts";

/** So long after the last event it is taken that pages load. Milliseconds. */
const BUSY = 150;

const VIEW = "view/";
const TAB = "tab/";
/** Open requests that belong to no page. */
const REQUESTS = "requests";

export interface PagesOptions extends JournalOptions {
  /** Called when what is known of a tab's page may have changed. */
  onChange?: (tabId: number) => void;
  /** Called when a connection was seen that may be recorded: nothing of private windows, each kind of connection again and again. */
  onRecorded?: (connection: StoredConnection) => void;
  certificateBounds?: CertificateBounds;
  sessionConnections?: number;
}

interface StoredTab {
  current?: string;
  pending?: string;
  kept: string[];
  errors?: StoredError[];
}

/**
 * Which connections made the page in each tab.
 *
 * Every change goes to the storage that is passed in, and comes back from it when the background is started anew:
 * call `restore` at once. Events may be handed over before that has finished; they wait for it, in order.
 */
export class Pages {
  readonly certificates: CertificateBytes;
  readonly session: SessionCollection;
  readonly led: LedElsewhere;
  readonly #journal: Journal;
  readonly #onChange: (tabId: number) => void;
  readonly #onRecorded: (connection: StoredConnection) => void;
  readonly #tabs = new Map<number, Tab>();
  readonly #views = new Map<string, View>();
  readonly #requests = new OpenRequests();
  /** What one connection tells of many requests comes as the same object. */
  #stored = new WeakMap<TlsInfo, StoredTlsInfo>();
  #waiting: (() => void)[] | undefined = [];
  #restored: Promise<void> | undefined;
  #heard = -BUSY;

  constructor(storage: StorageArea, options: PagesOptions = {}) {
    this.#journal = new Journal(storage, options);
    this.certificates = new CertificateBytes(this.#journal, options.certificateBounds);
    this.session = new SessionCollection(this.#journal, options.sessionConnections);
    this.led = new LedElsewhere(this.#journal);
    this.#onChange = options.onChange ?? (() => undefined);
    this.#onRecorded = options.onRecorded ?? (() => undefined);
  }

  /** Something did not fit into storage: it is in memory alone and would be lost with the background. */
  get storageFull(): boolean {
    return this.#journal.full;
  }

  /** Whether the browser has just told of something: pages load. */
  get isBusy(): boolean {
    return performance.now() - this.#heard < BUSY;
  }

  /** Reads back what was stored, then works off the events that came meanwhile. Never rejects. */
  restore(): Promise<void> {
    this.#restored ??= this.#restore();
    return this.#restored;
  }

  /** Hands what is unwritten to storage before it returns; resolves when it is written. Never rejects. */
  flush(): Promise<void> {
    return this.#journal.flush();
  }

  /** The page that the tab shows; undefined where none was seen coming. */
  view(tabId: number): View | undefined {
    return this.#tabs.get(tabId)?.current;
  }

  /** A request begins, or goes on after a redirection. */
  requestBegan(details: RequestDetails): void {
    this.#when(() => {
      this.#open(details);
    });
  }

  /** A response of a request, or of one hop of it, whose connection is known. `last`: no end of it will be told. */
  responseSeen(details: ResponseDetails, last = false): void {
    this.#when(() => {
      const request = this.#open(details);
      if (last) this.#requests.answer(details.requestId);
      if (request.counted === details.url) return;
      request.counted = details.url;
      this.#record(details, request);
      this.#storeLoose(request);
    });
  }

  requestRedirected(details: RedirectDetails): void {
    this.#when(() => {
      if (details.type === "main_frame" && details.incognito !== true && details.url.startsWith("http:")) this.#noteLed(details);
      const request = this.#requests.get(details.requestId);
      const sentNowhere = details.ip === undefined || details.ip === null;
      if (sentNowhere && details.redirectUrl === details.url && details.statusCode === 0) {
        // A service worker takes the request over: this one ends here, without an end of its own.
        if (details.type === "main_frame") {
          for (const id of request?.views ?? []) this.#change(id, (view) => (view.throughServiceWorker = true));
        }
        this.#requests.end(details.requestId);
        this.#storeLoose(request);
      } else if (!sentNowhere && request !== undefined && request.counted !== details.url && /^(?:http|ws):/.test(details.url)) {
        request.counted = details.url;
        this.#record(details, request);
        this.#storeLoose(request);
      }
    });
  }

  #noteLed({ url, redirectUrl, timeStamp: time }: RedirectDetails): void {
    const [from, to] = [destination(url)?.host, destination(redirectUrl)?.host];
    if (from !== undefined && to !== undefined && to !== from) this.led.add({ from, to, time });
  }

  requestCompleted(details: ResponseDetails): void {
    this.#when(() => {
      const request = this.#requests.get(details.requestId);
      this.#requests.end(details.requestId);
      this.#storeLoose(request);
      const target = destination(details.url);
      const endpoint = endpointOf(details);
      const reached = (view: View): void => {
        if (target === undefined || endpoint === undefined) return;
        for (const index of view.connections.reached(target, endpoint)) {
          const connection = view.connections.all[index];
          if (connection !== undefined) this.#storeConnection(view, connection, index);
          this.#onChange(view.tabId);
        }
      };
      const counts = request?.counted !== details.url && target !== undefined && (details.tlsInfo !== undefined || !isSecure(target.scheme));
      if (counts) this.#record(details, request ?? this.#attributed(details));
      else for (const id of request?.views ?? []) this.#change(id, (view) => reached(view), false);
    });
  }

  requestFailed(details: FailureDetails): void {
    this.#when(() => {
      const request = this.#requests.get(details.requestId) ?? this.#attributed(details);
      this.#requests.end(details.requestId);
      this.#storeLoose(request);
      if (details.aborted) {
        if (details.type === "main_frame") this.#givenUp(details);
        return;
      }
      if (destination(details.url) === undefined || details.type === "speculative") return;
      const tab = this.#tabs.get(details.tabId);
      const navigation = details.type === "main_frame" || details.type === "sub_frame" ? tab?.takeError(details.url, "request") : undefined;
      const error = refined(details.error, navigation);
      if (details.type === "main_frame") {
        for (const id of request.views) this.#change(id, (view) => (view.error = error));
      }
      this.#record({ ...details, statusCode: 0 }, request, error);
    });
  }

  navigationCommitted(details: NavigationDetails): void {
    this.#when(() => {
      const tab = this.#tab(details.tabId);
      if (details.frameId !== 0) {
        this.#frameCommitted(tab, details);
        return;
      }
      for (const gone of tab.committed(details)) this.#forget(gone);
      const current = tab.current;
      if (current !== undefined) {
        const error = current.fromBackForwardCache ? undefined : tab.takeError(details.url, "commit");
        if (error !== undefined) current.error = refined(current.error ?? error, error);
        this.#storeView(current);
      }
      this.#storeTab(tab);
      this.#onChange(tab.id);
    });
  }

  /** The browser gives the reason of a failed navigation by number, in words that do not depend on its language. */
  navigationFailed(details: NavigationDetails, error: ConnectionError): void {
    this.#when(() => {
      const tab = this.#tab(details.tabId);
      // The failure of the request itself may have been told before, or comes after.
      const told = tab.views.filter((view) => this.#explain(view, details, error));
      if (told.length > 0) this.#onChange(tab.id);
      else {
        tab.rememberError(error, details);
        this.#storeTab(tab);
      }
    });
  }

  /** Gives the reason to a failure that is known without one. Whether there was such a failure. */
  #explain(view: View, { url, frameId }: NavigationDetails, error: ConnectionError): boolean {
    const target = destination(url);
    const unexplained = [...view.connections.all.entries()].filter(([, connection]) =>
      connection.error?.code === "failed" && connection.host === target?.host && connection.port === target.port && ("main_frame" in connection.types || "sub_frame" in connection.types));
    for (const [index, connection] of unexplained) {
      if (connection.error !== undefined) connection.error = refined(connection.error, error);
      this.#storeConnection(view, connection, index);
    }
    const ofPage = frameId === 0 && view.error?.code === "failed" && sameDocument(view.url, url);
    if (ofPage && view.error !== undefined) {
      view.error = refined(view.error, error);
      this.#storeView(view);
    }
    return ofPage || unexplained.length > 0;
  }

  /**
   * What was learnt of a host's connections after the page had been seen. Connections of which nothing is known become
   * that; where the page's own connection was not seen at all, it is now.
   */
  connectionTold({ tabId, url, timeStamp, tlsInfo }: ToldDetails): void {
    this.#when(() => {
      const target = destination(url);
      if (target === undefined || !isSecure(target.scheme)) return;
      const tab = this.#tab(tabId);
      if (tab.current === undefined) {
        tab.committed({ tabId, frameId: 0, url, timeStamp });
        this.#storeTab(tab);
      }
      const view = tab.current;
      if (view === undefined) return;
      const tls = toStored(tlsInfo, this.certificates);
      const seen = { ...target, type: "main_frame", time: timeStamp, main: true, tls };
      const changed = view.connections.tell(target, tls, 0);
      if (view.main === undefined && sameDocument(view.url, url)) {
        const index = view.record(seen)?.index;
        if (index !== undefined) changed.push(index);
      }
      for (const index of changed) {
        const connection = view.connections.all[index];
        if (connection !== undefined) this.#storeConnection(view, connection, index);
      }
      if (!view.incognito) this.session.tell(seen, view.startedAt);
      this.#change(view.id, () => undefined);
    });
  }

  /** The address changed without a new document: a fragment, or history.pushState. */
  addressChanged(details: NavigationDetails): void {
    this.#when(() => {
      const current = this.#tabs.get(details.tabId)?.current;
      if (current === undefined || details.frameId !== 0) return;
      current.url = details.url;
      this.#storeView(current);
      this.#onChange(details.tabId);
    });
  }

  tabRemoved(tabId: number): void {
    this.#when(() => {
      const tab = this.#tabs.get(tabId);
      if (tab === undefined) return;
      this.#tabs.delete(tabId);
      this.#journal.remove(`${TAB}${tabId}`);
      for (const view of tab.views) this.#forget(view);
      this.#sweep();
    });
  }

  tabReplaced(addedTabId: number, removedTabId: number): void {
    this.tabRemoved(removedTabId);
    this.#when(() => this.#onChange(addedTabId));
  }

  /**
   * Holds what was restored against the tabs that there are, by id, with their addresses: some were closed while the background
   * did not run, and where it ended without a chance to write, another page may have come. `time`: when the browser was asked, in
   * milliseconds since the epoch.
   */
  reconcile(tabs: ReadonlyMap<number, string | undefined>, time: number): void {
    this.#when(() => {
      for (const [tabId, tab] of [...this.#tabs]) {
        const url = tabs.get(tabId);
        if (!tabs.has(tabId)) this.tabRemoved(tabId);
        else if (url !== undefined && tab.current !== undefined && (tab.current.committedAt ?? 0) < time && originOf(url) !== originOf(tab.current.url)) {
          this.navigationCommitted({ tabId, frameId: 0, url, timeStamp: time });
          tab.current.assumed = true;
        }
      }
    });
  }

  #when(act: () => void): void {
    this.#heard = performance.now();
    if (this.#waiting === undefined) act();
    else this.#waiting.push(act);
  }

  #open(details: RequestDetails): OpenRequest {
    const known = this.#requests.get(details.requestId);
    if (details.type === "main_frame" && details.tabId >= 0) {
      const tab = this.#tab(details.tabId);
      const replaced = tab.pending;
      const view = tab.documentRequested(details);
      this.#views.set(view.id, view);
      if (replaced !== undefined && replaced !== tab.pending && replaced !== tab.current) this.#forget(replaced);
      this.#storeTab(tab);
      this.#storeView(view);
      if (known !== undefined) return known;
      return this.#requests.add(details.requestId, { views: [view.id], main: false, counted: null });
    }
    if (known !== undefined) return known;
    const request = this.#requests.add(details.requestId, this.#attributed(details));
    for (const id of request.views) this.#change(id, (view) => (view.incognito ||= details.incognito === true), false);
    this.#storeLoose(request);
    return request;
  }

  #attributed(details: RequestDetails): OpenRequest {
    if (details.tabId >= 0) {
      const view = this.#tabs.get(details.tabId)?.viewOf(details);
      return { views: view === undefined ? [] : [view.id], main: false, counted: null };
    }
    return this.#attributedByOrigin(details);
  }

  /** A worker's request belongs to the tabs that show the worker's origin. */
  #attributedByOrigin(details: RequestDetails): OpenRequest {
    const asker = details.documentUrl ?? details.originUrl ?? details.initiator;
    const origin = asker === undefined ? undefined : originOf(asker);
    const request: OpenRequest = { views: [], main: false, counted: null };
    if (origin === undefined) return request;
    for (const { current, pending } of this.#tabs.values()) {
      const document = [pending, current].find((view) => view?.throughServiceWorker === true && view.main === undefined && sameDocument(view.url, details.url) && originOf(view.url) === origin);
      const view = document ?? [current, pending].find((candidate) => candidate?.shows(origin));
      if (view?.incognito === (details.incognito ?? false) && sameStore(view, details)) {
        request.views.push(view.id);
        request.main ||= document !== undefined;
      }
    }
    return request;
  }

  #frameCommitted(tab: Tab, details: NavigationDetails): void {
    const current = tab.current;
    if (current === undefined) return;
    if (details.documentId !== undefined) current.addDocument(details.documentId);
    current.addOrigin(details.url);
    this.#storeView(current);
  }

  #record(details: ResponseDetails, request: OpenRequest, error?: ConnectionError): void {
    const target = destination(details.url);
    if (target === undefined) return;
    const main = details.type === "main_frame" || request.main;
    const seen: SeenResponse = {
      ...target,
      type: details.type,
      time: details.timeStamp,
      main: false,
      // Through a proxy it is the proxy's.
      ip: isProxied(details) || mayBeProxied(details) ? undefined : details.ip ?? undefined,
      endpoint: endpointOf(details),
      tls: details.tlsInfo === undefined ? undefined : this.#store(details.tlsInfo),
      hsts: details.hsts,
      error,
    };
    for (const id of request.views) {
      this.#change(id, (view) => {
        const index = view.record({ ...seen, main: main && sameDocument(view.url, details.url) })?.index;
        const connection = index === undefined ? undefined : view.connections.all[index];
        if (index !== undefined && connection !== undefined) this.#storeConnection(view, connection, index);
      });
    }
    const askedByPage = request.views.length > 0 || details.tabId >= 0 || /^https?:/.test(details.documentUrl ?? details.originUrl ?? "");
    if (details.incognito !== true && isSecure(target.scheme) && askedByPage) {
      const recorded = this.session.record(seen);
      if (recorded !== undefined) this.#onRecorded(recorded);
    }
  }

  #store(tlsInfo: TlsInfo): StoredTlsInfo {
    let stored = this.#stored.get(tlsInfo);
    if (stored === undefined) {
      stored = toStored(tlsInfo, this.certificates);
      this.#stored.set(tlsInfo, stored);
    }
    return stored;
  }

  #givenUp(details: FailureDetails): void {
    const tab = this.#tabs.get(details.tabId);
    const view = tab?.views.find(({ mainRequestId }) => mainRequestId === details.requestId);
    if (tab !== undefined && view !== undefined && tab.givenUp(view)) {
      this.#forget(view);
      this.#storeTab(tab);
    }
  }

  #tab(tabId: number): Tab {
    let tab = this.#tabs.get(tabId);
    if (tab === undefined) {
      tab = new Tab(tabId, (id, url, incognito, startedAt) => {
        const view = new View({ id: crypto.randomUUID(), tabId: id, url, incognito, startedAt });
        this.#views.set(view.id, view);
        return view;
      });
      this.#tabs.set(tabId, tab);
    }
    return tab;
  }

  /** Changes a view that is still known, and stores it. */
  #change(viewId: string, change: (view: View) => void, tell = true): void {
    const view = this.#views.get(viewId);
    if (view === undefined) return;
    change(view);
    this.#storeView(view);
    if (tell) this.#onChange(view.tabId);
  }

  #forget(view: View): void {
    this.#views.delete(view.id);
    this.#journal.remove(VIEW + view.id);
    for (const index of view.connections.all.keys()) this.#journal.remove(`${VIEW}${view.id}/${index}`);
  }

  /** Frees the certificates that nothing names any more. */
  #sweep(): void {
    const named = new Set(this.session.certificates());
    for (const view of this.#views.values()) for (const hash of view.certificates()) named.add(hash);
    this.certificates.keepOnly(named);
    // What was stored before may name certificates that are gone.
    this.#stored = new WeakMap();
  }

  #storeTab(tab: Tab): void {
    this.#journal.put(`${TAB}${tab.id}`, (): StoredTab => ({
      ...(tab.current === undefined ? {} : { current: tab.current.id }),
      ...(tab.pending === undefined ? {} : { pending: tab.pending.id }),
      kept: tab.kept.map(({ id }) => id),
      ...(tab.errors.length === 0 ? {} : { errors: tab.errors }),
    }));
  }

  #storeView(view: View): void {
    if (this.#views.has(view.id)) this.#journal.put(VIEW + view.id, () => view.toStored(this.#requests.of(view.id)));
  }

  /** A request that belongs to a view is stored with that. */
  #storeLoose(request: OpenRequest | undefined): void {
    if (request?.views.length === 0) this.#journal.put(REQUESTS, () => this.#requests.of());
  }

  #storeConnection(view: View, connection: StoredConnection, index: number): void {
    this.#journal.put(`${VIEW}${view.id}/${index}`, () => connection);
  }

  async #restore(): Promise<void> {
    const stored = await this.#journal.load();
    this.certificates.restore(stored);
    this.session.restore(stored);
    this.led.restore(stored);
    this.#requests.restore((stored[REQUESTS] ?? []) as StoredRequest[]);
    for (const [key, value] of Object.entries(stored)) {
      if (key.startsWith(TAB)) this.#restoreTab(Number(key.slice(TAB.length)), value as StoredTab, stored);
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const act of waiting) act();
    for (const id of this.#tabs.keys()) this.#onChange(id);
  }

  #restoreTab(tabId: number, storedTab: StoredTab, stored: Readonly<Record<string, unknown>>): void {
    const tab = this.#tab(tabId);
    tab.current = this.#restoreView(storedTab.current, stored);
    tab.pending = this.#restoreView(storedTab.pending, stored);
    tab.restoreErrors(storedTab.errors ?? []);
    tab.kept = storedTab.kept.map((id) => this.#restoreView(id, stored)).filter((view) => view !== undefined);
  }

  #restoreView(id: string | undefined, stored: Readonly<Record<string, unknown>>): View | undefined {
    const header = id === undefined ? undefined : stored[VIEW + id] as StoredView | undefined;
    if (header === undefined) return undefined;
    const connections: StoredConnection[] = [];
    for (let index = 0; `${VIEW}${header.id}/${index}` in stored; index += 1) connections.push(stored[`${VIEW}${header.id}/${index}`] as StoredConnection);
    const view = new View(header, header, connections);
    this.#views.set(view.id, view);
    this.#requests.restore(header.requests, view.id);
    return view;
  }
}

function isProxied({ proxyInfo }: ResponseDetails): boolean {
  return proxyInfo !== undefined && proxyInfo !== null && proxyInfo.type !== "direct";
}

/** Chromium tells an address at a request's end, and not whose it is. */
function mayBeProxied({ tlsInfo }: Pick<ResponseDetails, "tlsInfo">): boolean {
  return tlsInfo?.extra?.source === "chromium";
}

/** From the cache it is the address of an earlier request. */
function endpointOf(details: Pick<ResponseDetails, "tlsInfo" | "ip">): string | undefined {
  return mayBeProxied(details) && details.tlsInfo?.extra?.fromCache !== true ? details.ip ?? undefined : undefined;
}

/** The code that says more, with the browser's own words where there are any. */
function refined(told: ConnectionError, navigation: ConnectionError | undefined): ConnectionError {
  return told.code === "failed" && navigation !== undefined ? { ...navigation, message: told.message } : told;
}

function sameStore(view: View, { cookieStoreId }: RequestDetails): boolean {
  return cookieStoreId === undefined || view.cookieStoreId === undefined || view.cookieStoreId === cookieStoreId;
}
