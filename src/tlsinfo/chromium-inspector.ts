import type { ChromiumDebugger, ChromiumScripting, DebuggerTarget, InspectedBrowser } from "./chromium-api.ts";
import { chromiumBrand } from "./chromium-brand.ts";
import { decodeCertificates, isOf } from "./chromium-certificate.ts";
import { DocumentLoads } from "./chromium-loads.ts";
import { askForDocument, documentAddress } from "./chromium-page-scripts.ts";
import { tlsInfoOfResponse, type DevToolsResponse, type SecurityDetails } from "./chromium-security-details.ts";
import { overTls } from "./end-event.ts";
import { LruMap } from "../core/lru.ts";
import { Meeting } from "./meeting.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** Of the DevTools protocol. */
const VERSION = "1.3";
/** Responses of followed tabs that are remembered for the events of webRequest that they belong to. */
const REMEMBERED = 4000;
/** Chains remembered for one document, by host and certificate. */
const CHAINS = 500;
/** Pauses before a chain is asked for again: a document's is known only once the browser shows the document. Milliseconds. */
const CHAIN_PAUSES = [0, 20, 50, 100, 200, 400, 800] as const;
/** The same for a redirection, whose chain is often forgotten for that of where it leads to. */
const REDIRECTION_PAUSES = [0, 50] as const;
/**
 * Frames and workers in processes of their own. They could be made to wait until the debugger listens, which would give
 * the chain of a frame's document too; but a service worker that is stopped at the wrong moment would leave them waiting.
 */
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true } as const;
/** How long the debugger may take to tell of a response that the page has had. Milliseconds. */
const RESPONSE_PATIENCE = 1500;
/** How long a page may take to ask for its document. Milliseconds. */
const PAGE_PATIENCE = 6000;
/** How long after an inspection webRequest may still tell of the request that it caused. Milliseconds. */
const OWN_REQUEST_PATIENCE = 3000;
/** Reason of the end of all attachments when the person cancels the browser's bar. */
const CANCELLED = "canceled_by_user";

/** Why an inspection came to nothing. */
export type InspectionFailure =
  /** The browser lets no debugger near the page: its own pages, the web store, error pages, another add-on's page. */
  | "refused"
  /** Neither the cache nor the server gave the document again. */
  | "no-answer"
  /** The person cancelled the browser's bar. */
  | "cancelled";

export class InspectionError extends Error {
  readonly code: InspectionFailure;

  constructor(code: InspectionFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "InspectionError";
    this.code = code;
  }
}

export interface Inspection {
  /** Of the document. */
  url: string;
  tlsInfo: TlsInfo;
  /** "cache": of the connection that the document came over. "request": of one more request to the same server, made for this. */
  way: "cache" | "request";
}

/** A tab that the debugger is attached to. */
interface Session {
  readonly tabId: number;
  /** Stays attached until `release`. */
  followed: boolean;
  /** Frames and workers in processes of their own are attached to as they come. */
  frames: boolean;
  /** Inspections under way. */
  inspections: number;
  /** Ids of the sessions of frames and workers in processes of their own. */
  readonly children: Set<string>;
  readonly chains: LruMap<string, Promise<Uint8Array[] | undefined>>;
  /** What inspections wait for, by address. */
  readonly responses: Meeting<Promise<TlsInfo | undefined>>;
  ended: boolean;
  end: (reason: string) => void;
  /** Resolves with the reason when the debugger is detached. */
  readonly whenEnded: Promise<string>;
}

/**
 * Reads connections by Chromium's debugger: of one page when asked (`inspect`), which detaches at once, or of all that a
 * tab loads (`follow`), until `release`. While it is attached anywhere, the browser shows a bar in every tab.
 *
 * Create it in the first tick of a service worker: the debugger's events wake it. It changes nothing and holds nothing up.
 */
export class ChromiumInspector {
  readonly #debugger: ChromiumDebugger;
  readonly #scripting: ChromiumScripting;
  readonly #onCancelled: () => void;
  readonly #sessions = new Map<number, Session>();
  readonly #attaching = new Map<number, Promise<Session>>();
  /** Of followed tabs. What is told of a response takes a while: its chain is asked for first. */
  readonly #told = new Meeting<Promise<TlsInfo | undefined>>(REMEMBERED);
  readonly #loads: DocumentLoads;
  /** Requests that inspections cause, by tab and address, and until when webRequest may tell of them. */
  readonly #caused = new LruMap<string, { left: number; until: number }>(100);
  readonly #ownRequests = new LruMap<string, true>(100);

  /** `onCancelled`: the person cancelled the browser's bar, and nothing is attached any more. */
  constructor(api: InspectedBrowser, onCancelled: () => void = () => undefined) {
    this.#loads = new DocumentLoads(api, (tabId) => void this.#attachToFramesOf(tabId));
    this.#debugger = api.debugger;
    this.#scripting = api.scripting;
    this.#onCancelled = onCancelled;
    api.debugger.onEvent.addListener((source, method, params) => this.#observe(source, method, params ?? {}));
    api.debugger.onDetach.addListener((source, reason) => this.#detached(source, reason));
  }

  /** Whether what the tab loads is being read. */
  follows(tabId: number): boolean {
    return this.#sessions.get(tabId)?.followed === true || this.#attaching.has(tabId);
  }

  /** Stays attached to the tab. Whether the browser allows it. */
  async follow(tabId: number): Promise<boolean> {
    try {
      await this.#startFollowing(await this.#attach(tabId, true));
      return true;
    } catch {
      // The browser's own pages and error pages take no debugger.
      return false;
    }
  }

  /** Follows no tab any more: detaches wherever no inspection is under way. */
  async release(): Promise<void> {
    await Promise.allSettled(this.#attaching.values());
    for (const session of this.#sessions.values()) session.followed = false;
    await Promise.all([...this.#sessions.values()].map((session) => this.#detachIfIdle(session)));
  }

  /**
   * To be called when a service worker starts: what an earlier one was attached to is followed on, where every page is
   * to be inspected, and is detached else.
   */
  async restore(follow: boolean): Promise<void> {
    const targets = await this.#debugger.getTargets();
    await Promise.all(targets.map(async ({ attached, tabId }) => {
      if (!attached || tabId === undefined || this.#sessions.has(tabId) || this.#attaching.has(tabId)) return;
      // Attached may be somebody else, who is left alone: this add-on's commands are then refused.
      if (follow) await this.#adopt(tabId, true);
      else await this.#debugger.detach({ tabId }).catch(() => undefined);
    }));
  }

  /**
   * What the debugger tells of a response in a tab that is followed, once for each response. `patience`: milliseconds
   * until it has to have noticed the response at all.
   */
  async take({ tabId, url }: { tabId: number; url: string }, patience: number): Promise<TlsInfo | undefined> {
    await this.#attaching.get(tabId)?.catch(() => undefined);
    if (!this.follows(tabId)) return undefined;
    return await this.#told.take(this.#key(tabId, url), patience);
  }

  /** Whether an inspection, and not the page, made the request. To be asked of each of its events, the first one included. */
  causes({ requestId, tabId, url, type }: { requestId: string; tabId: number; url: string; type: string }): boolean {
    if (this.#ownRequests.get(requestId) !== undefined) return true;
    const caused = type === "xmlhttprequest" ? this.#caused.get(`${tabId} ${withoutFragment(url)}`) : undefined;
    if (caused === undefined || caused.left === 0 || Date.now() > caused.until) return false;
    caused.left -= 1;
    this.#ownRequests.set(requestId, true);
    return true;
  }

  /**
   * Reads the connection of the tab's document without loading it anew: the page asks for it from the cache, and the
   * debugger tells of the connection that it came over. Where the cache does not have it, one HEAD request is made to the
   * same address. Detaches at once. Throws InspectionError.
   */
  async inspect(tabId: number): Promise<Inspection> {
    let session: Session;
    try {
      session = await this.#attach(tabId, false);
    } catch (cause) {
      throw new InspectionError("refused", `The browser lets no debugger near tab ${tabId}.`, { cause });
    }
    session.inspections += 1;
    try {
      const url = await this.#run(session, documentAddress, []);
      for (const way of ["cache", "request"] as const) {
        const tlsInfo = await this.#ask(session, url, way);
        if (tlsInfo !== undefined) return { url, tlsInfo, way };
      }
      throw new InspectionError("no-answer", `Neither the cache nor the server gave ${url} again.`);
    } finally {
      session.inspections -= 1;
      await this.#detachIfIdle(session);
    }
  }

  /** Makes the page ask for its document, and waits for what the debugger tells of the answer. */
  async #ask(session: Session, url: string, way: Inspection["way"]): Promise<TlsInfo | undefined> {
    const key = `${session.tabId} ${url}`;
    this.#caused.set(key, { left: (this.#caused.get(key)?.left ?? 0) + 1, until: Date.now() + PAGE_PATIENCE + OWN_REQUEST_PATIENCE });
    session.responses.forget(url);
    const answered = await this.#run(session, askForDocument, [url, way]);
    return answered ? await untilEnd(session, session.responses.take(url, RESPONSE_PATIENCE)) : undefined;
  }

  /** Runs a function in the page's document. Throws InspectionError where that is not allowed, or takes too long. */
  async #run<Args extends unknown[], Result>({ tabId, ...session }: Session, func: (...args: Args) => Result, args: Args): Promise<Awaited<Result>> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new InspectionError("no-answer", `The page of tab ${tabId} did not answer within ${PAGE_PATIENCE} ms.`)), PAGE_PATIENCE);
    });
    try {
      const ran = this.#scripting.executeScript({ target: { tabId }, func, args }).catch((cause: unknown) => {
        throw new InspectionError("refused", `The browser lets no add-on into the page of tab ${tabId}.`, { cause });
      });
      const [answer] = await untilEnd(session, Promise.race([ran, late]));
      if (answer?.result === undefined || answer.result === null) throw new InspectionError("no-answer", `The page of tab ${tabId} gave no answer.`);
      return answer.result;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The session of a tab; the debugger is attached where it is not. Rejects where the browser refuses. */
  async #attach(tabId: number, follow: boolean): Promise<Session> {
    const known = this.#sessions.get(tabId) ?? this.#attaching.get(tabId);
    if (known !== undefined) return await known;
    const attaching = this.#attachAnew(tabId, follow);
    this.#attaching.set(tabId, attaching);
    try {
      return await attaching;
    } finally {
      this.#attaching.delete(tabId);
    }
  }

  async #attachAnew(tabId: number, follow: boolean): Promise<Session> {
    try {
      await this.#debugger.attach({ tabId }, VERSION);
    } catch (refusal) {
      // An earlier service worker may have left it attached, which shows by its commands being taken.
      const adopted = await this.#adopt(tabId, follow);
      if (adopted === undefined) throw refusal;
      return adopted;
    }
    const session = this.#newSession(tabId);
    // The page is on its way: no command waits for another.
    await Promise.all([this.#enable({ tabId }), follow ? this.#startFollowing(session) : undefined]);
    return session;
  }

  async #startFollowing(session: Session): Promise<void> {
    session.followed = true;
    if (!session.frames && await this.#loads.isBetween(session.tabId)) await this.#attachToFrames(session);
  }

  /** What came too late for the frames of a document is there for those that the page still adds, and for the next. */
  async #attachToFramesOf(tabId: number): Promise<void> {
    const session = this.#sessions.get(tabId);
    // The tab may be gone in the meantime.
    if (session?.followed === true && !session.frames) await this.#attachToFrames(session).catch(() => undefined);
  }

  async #attachToFrames(session: Session): Promise<void> {
    session.frames = true;
    await this.#debugger.sendCommand({ tabId: session.tabId }, "Target.setAutoAttach", AUTO_ATTACH);
  }

  /** What an earlier service worker attached to stays as it was, with its frames and workers. */
  async #adopt(tabId: number, follow: boolean): Promise<Session | undefined> {
    try {
      await this.#enable({ tabId });
    } catch {
      return undefined;
    }
    const session = this.#newSession(tabId);
    session.followed = follow;
    return session;
  }

  #newSession(tabId: number): Session {
    let end: (reason: string) => void = () => undefined;
    const whenEnded = new Promise<string>((resolve) => (end = resolve));
    const session: Session = { tabId, followed: false, frames: false, inspections: 0, children: new Set(), chains: new LruMap(CHAINS), responses: new Meeting(REMEMBERED), ended: false, end, whenEnded };
    this.#sessions.set(tabId, session);
    return session;
  }

  /** Headers alone are of interest: the browser need keep no bodies. */
  async #enable(target: DebuggerTarget): Promise<void> {
    await this.#debugger.sendCommand(target, "Network.enable", { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  }

  async #detachIfIdle(session: Session): Promise<void> {
    if (session.followed || session.inspections > 0 || session.ended) return;
    this.#endSession(session, "done");
    // The tab may be gone, and then so is what was attached to it.
    await this.#debugger.detach({ tabId: session.tabId }).catch(() => undefined);
  }

  #endSession(session: Session, reason: string): void {
    session.ended = true;
    if (this.#sessions.get(session.tabId) === session) this.#sessions.delete(session.tabId);
    session.end(reason);
  }

  #detached({ tabId }: DebuggerTarget, reason: string): void {
    const session = tabId === undefined ? undefined : this.#sessions.get(tabId);
    if (session !== undefined) this.#endSession(session, reason);
    // The browser takes the debugger away everywhere, and tells of each tab.
    if (reason === CANCELLED) this.#onCancelled();
  }

  #observe(source: DebuggerTarget, method: string, params: object): void {
    const { response, redirectResponse, sessionId } = params as { response?: DevToolsResponse; redirectResponse?: DevToolsResponse; sessionId?: string };
    const session = source.tabId === undefined ? undefined : this.#sessions.get(source.tabId);
    if (session === undefined) return;
    if (source.sessionId !== undefined) session.children.add(source.sessionId);
    switch (method) {
      case "Network.responseReceived":
        if (response !== undefined) this.#read(session, source, response, CHAIN_PAUSES);
        return;
      case "Network.requestWillBeSent":
        if (redirectResponse !== undefined) this.#read(session, source, redirectResponse, REDIRECTION_PAUSES);
        return;
      case "Target.attachedToTarget":
        if (sessionId !== undefined) void this.#join(session, sessionId);
        return;
      case "Target.detachedFromTarget":
        if (sessionId !== undefined) session.children.delete(sessionId);
    }
  }

  /** A frame or worker in a process of its own. */
  async #join(session: Session, sessionId: string): Promise<void> {
    session.children.add(sessionId);
    const target = { tabId: session.tabId, sessionId };
    // It may be gone already, or of a kind that has no network or no frames.
    await Promise.allSettled([this.#enable(target), this.#debugger.sendCommand(target, "Target.setAutoAttach", AUTO_ATTACH)]);
  }

  #read(session: Session, source: DebuggerTarget, response: DevToolsResponse, pauses: readonly number[]): void {
    const details = response.securityDetails;
    if (details === undefined || !overTls(response.url)) return;
    const tlsInfo = this.#chain(session, source, new URL(response.url).origin, details, pauses).then((chain) => tlsInfoOfResponse(response, chain, chromiumBrand(navigator)));
    if (session.inspections > 0) session.responses.tell(withoutFragment(response.url), tlsInfo);
    if (session.followed) this.#told.tell(this.#key(session.tabId, response.url), tlsInfo);
  }

  /** The certificates of a host's connection: asked for once for each certificate that the host shows in a document. */
  #chain(session: Session, source: DebuggerTarget, origin: string, details: SecurityDetails, pauses: readonly number[]): Promise<Uint8Array[] | undefined> {
    const key = JSON.stringify([this.#loads.count(session.tabId), origin, details.subjectName, details.issuer, details.validFrom, details.validTo]);
    let chain = session.chains.get(key);
    if (chain === undefined) {
      chain = this.#askForChain(session, source, origin, details, pauses);
      session.chains.set(key, chain);
      void chain.then((found) => found === undefined && session.chains.delete(key));
    }
    return chain;
  }

  /**
   * The browser gives a chain by host and present document alone, so that it may be that of the document before, or of
   * another connection: it counts where its first certificate is the one that the response's details speak of.
   */
  async #askForChain(session: Session, source: DebuggerTarget, origin: string, details: SecurityDetails, pauses: readonly number[]): Promise<Uint8Array[] | undefined> {
    for (const pause of pauses) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      const sessionIds = new Set([source.sessionId, undefined, ...session.children]);
      for (const sessionId of sessionIds) {
        if (session.ended) return undefined;
        const target: DebuggerTarget = sessionId === undefined ? { tabId: session.tabId } : { tabId: session.tabId, sessionId };
        const chain = await this.#debugger.sendCommand(target, "Network.getCertificate", { origin }).then(decodeCertificates, () => []);
        if (chain[0] !== undefined && isOf(chain[0], details)) return chain;
      }
    }
    return undefined;
  }

  #key(tabId: number, url: string): string {
    return `${tabId} ${this.#loads.count(tabId)} ${withoutFragment(url)}`;
  }
}

/** The same, rejecting with InspectionError where the debugger is detached before. */
async function untilEnd<Value>({ whenEnded }: Pick<Session, "whenEnded">, promise: Promise<Value>): Promise<Value> {
  const ended = whenEnded.then((reason): never => {
    if (reason === CANCELLED) throw new InspectionError("cancelled", "The browser's bar was cancelled.");
    throw new InspectionError("refused", `The browser took the debugger away (${reason}).`);
  });
  return await Promise.race([promise, ended]);
}

function withoutFragment(url: string): string {
  return url.split("#", 1)[0] ?? "";
}
