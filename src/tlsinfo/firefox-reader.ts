import type { BrowserWebRequest } from "./events.ts";
import { tlsInfoOf, unreadableInfo, type FirefoxCertificate, type FirefoxSecurityInfo, type ResponseFacts } from "./firefox-security-info.ts";
import { LruMap } from "../core/lru.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** Certificates whose bytes are kept. Chains of the web share few intermediates; a certificate is 1 to 2 KB. */
const CERTIFICATES = 2000;
/** Tabs (and the workers outside tabs) whose present page's hosts are remembered. */
const VIEWS = 500;
/** Hosts remembered for one page, and hosts whose way of answering is remembered. */
const HOSTS = 2000;
/** How long an answer holds for further responses over the same connection. Milliseconds. */
const HOLDS = 1000;
/** Connections to one host whose answers still hold; more are asked about anew. */
const CONNECTIONS = 10;
/** What a page is drawn with, by the hundred. Documents, WebSockets and what scripts fetch are asked about each for itself. */
const PARTS: ReadonlySet<string> = new Set(["beacon", "font", "image", "imageset", "media", "script", "stylesheet"]);

/** The part of a response's details that says what to ask. */
export interface FirefoxResponse {
  requestId: string;
  url: string;
  type: string;
  /** -1 for workers. */
  tabId: number;
  statusLine?: string;
  fromCache?: boolean;
  /** Of the server, or of the proxy. */
  ip?: string | null;
  /** Milliseconds since the epoch. */
  timeStamp: number;
  incognito?: boolean;
  cookieStoreId?: string;
}

interface HeldAnswer {
  asked: number;
  answer: Promise<TlsInfo | undefined>;
}

/**
 * Reads Firefox's security information with as little asked as possible.
 *
 * Copying a chain's bytes between processes costs more than all else together, so they are asked for at the first
 * response of a host in a page; later ones name the certificates by fingerprint. A fingerprint that turns out to be
 * new is asked for with bytes at the host's next response.
 *
 * Where a person accepted a bad certificate, the chain comes back empty, and only a second question, without the
 * chain, gives the server's own certificate. Both must be asked before either is answered: they are asked together for
 * the document itself and for each host that has not yet answered with a chain.
 *
 * Each question costs the browser's own process about as much as handing the response to an add-on at all. Firefox keeps one
 * HTTP/2 or HTTP/3 connection to a host at a time (RFC 9113 section 9.1), so parts of one page that come from the same address
 * over such a protocol within a second share one answer.
 */
export class FirefoxReader {
  readonly #webRequest: BrowserWebRequest;
  readonly #bytes = new LruMap<string, Uint8Array>(CERTIFICATES);
  readonly #seenInView = new LruMap<number, LruMap<string, true>>(VIEWS);
  readonly #answersWithChain = new LruMap<string, true>(HOSTS);
  readonly #held = new LruMap<string, LruMap<string, HeldAnswer>>(HOSTS);

  constructor(webRequest: BrowserWebRequest) {
    this.#webRequest = webRequest;
  }

  /**
   * Asks at once, since Firefox answers only while the blocking listener runs; the answer comes later, and is the same object
   * for responses that share it. Never rejects. undefined: the response came over no TLS connection.
   */
  read(details: FirefoxResponse): Promise<TlsInfo | undefined> {
    const host = originOf(details.url);
    const connection = connectionOf(details);
    if (connection === undefined) return this.#read(details, host);
    const before = this.#held.get(host)?.get(connection);
    // Either way: the clock may have been set back.
    if (before !== undefined && Math.abs(details.timeStamp - before.asked) < HOLDS) return before.answer;
    const held = { asked: details.timeStamp, answer: this.#read(details, host) };
    const connections = this.#held.get(host) ?? new LruMap<string, HeldAnswer>(CONNECTIONS);
    connections.set(connection, held);
    this.#held.set(host, connections);
    void held.answer.then((tlsInfo) => {
      // The next response may tell what this one did not.
      if (tlsInfo?.builtChain === undefined && connections.get(connection) === held) connections.delete(connection);
    });
    return held.answer;
  }

  #read(details: FirefoxResponse, host: string): Promise<TlsInfo | undefined> {
    const isDocument = details.type === "main_frame";
    const withBytes = this.#isNewInView(details.tabId, host, isDocument);
    const both = isDocument || this.#answersWithChain.get(host) === undefined;
    const chain = this.#ask(details.requestId, { certificateChain: true, rawDER: withBytes });
    const alone = both ? this.#ask(details.requestId, { rawDER: true }) : undefined;
    return this.#answer(chain, alone, details, host);
  }

  /** The next response of the host is asked for everything: its handshake failed, so the next one may be another. */
  forget(url: string): void {
    const host = originOf(url);
    this.#answersWithChain.delete(host);
    this.#held.delete(host);
  }

  async #ask(requestId: string, options: { certificateChain?: boolean; rawDER: boolean }): Promise<FirefoxSecurityInfo | undefined> {
    return await this.#webRequest.getSecurityInfo(requestId, options) as FirefoxSecurityInfo | undefined;
  }

  async #answer(chain: Promise<FirefoxSecurityInfo | undefined>, alone: Promise<FirefoxSecurityInfo | undefined> | undefined, details: FirefoxResponse, host: string): Promise<TlsInfo | undefined> {
    const response: ResponseFacts = { statusLine: details.statusLine ?? "", fromCache: details.fromCache ?? false };
    try {
      const [info, single] = await Promise.all([chain, alone]);
      if (info === undefined) return unreadableInfo("firefox", "read-failed");
      const tlsInfo = tlsInfoOf(info, single, response, (certificate) => this.#bytesOf(certificate));
      if (tlsInfo?.extra?.unavailable?.builtChain === "bytes-missing") this.#seenInView.get(details.tabId)?.delete(host);
      if ((info.certificates ?? []).length > 0) this.#answersWithChain.set(host, true);
      else this.forget(details.url);
      return tlsInfo;
    } catch (failure) {
      console.warn("TLScope: Firefox gave no security information for", host, failure);
      return unreadableInfo("firefox", "read-failed");
    }
  }

  #isNewInView(tabId: number, host: string, isDocument: boolean): boolean {
    let hosts = this.#seenInView.get(tabId);
    if (hosts === undefined || isDocument) {
      hosts = new LruMap(HOSTS);
      this.#seenInView.set(tabId, hosts);
    }
    if (hosts.get(host) !== undefined) return false;
    hosts.set(host, true);
    return true;
  }

  #bytesOf(certificate: FirefoxCertificate): Uint8Array | undefined {
    const fingerprint = certificate.fingerprint.sha256;
    const known = this.#bytes.get(fingerprint);
    if (known !== undefined || certificate.rawDER === undefined) return known;
    const der = Uint8Array.from(certificate.rawDER);
    this.#bytes.set(fingerprint, der);
    return der;
  }
}

/** Scheme, host and port of an address as the browser writes it. */
function originOf(url: string): string {
  const end = url.indexOf("/", "https://".length);
  return end === -1 ? url : url.slice(0, end);
}

/** What responses over one connection have in common, as far as it is told; undefined where each may have its own. */
function connectionOf({ type, tabId, statusLine, fromCache, ip, incognito, cookieStoreId }: FirefoxResponse): string | undefined {
  const version = /^HTTP\/[23]/.exec(statusLine ?? "")?.[0];
  if (version === undefined || fromCache === true || !PARTS.has(type) || tabId < 0 || ip === undefined || ip === null) return undefined;
  return [version, ip, tabId, type, incognito, cookieStoreId].join(" ");
}
