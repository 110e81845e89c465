import { generator } from "../../../../bench/statistics.ts";
import type { RequestDetails, ResponseDetails } from "../../../../src/background/pages/events.ts";
import type { Pages } from "../../../../src/background/pages/pages.ts";
import type { TlsInfo } from "../../../../src/core/tls-info.ts";

/** One event, as the browser hands it over. */
export type BrowsingEvent = (pages: Pages) => void;

const HOUR = 3_600_000;
const TABS = 5;
const FAILURE = { code: "certificate-expired", message: "SEC_ERROR_EXPIRED_CERTIFICATE" };

/**
 * An hour of browsing in five tabs, event by event, always the same: pages with parts, redirections, frames, workers, failures in
 * each order of their tellings, navigations that are given up, pages that come back from the back/forward cache, addresses
 * that change, what a debugger tells later, tabs that close, requests that go on over the next page. `began`: milliseconds since the epoch. `starts`:
 * where in `events` each load begins.
 */
export function hourOfBrowsing(began: number, loads = 60): { events: BrowsingEvent[]; starts: number[] } {
  const random = generator(7);
  const pick = (below: number): number => Math.floor(random() * below);
  const events: BrowsingEvent[] = [];
  const starts: number[] = [];
  /** Ends of requests that come later. */
  const late: BrowsingEvent[] = [];
  const before = new Map<number, string[]>();
  let requests = 0;
  const requestOf = (url: string, tabId: number, timeStamp: number, more: Partial<RequestDetails> = {}): RequestDetails =>
    ({ requestId: String(requests++), url, timeStamp, type: "image", tabId, frameId: 0, incognito: tabId === TABS, ...more });

  for (let index = 0; index < loads; index += 1) {
    const tabId = 1 + pick(TABS);
    const time = began + Math.floor((index * HOUR) / loads);
    const host = `site-${String(pick(12))}.test`;
    const url = `https://${host}/page-${String(index)}`;
    const details = requestOf(url, tabId, time, { type: "main_frame" });
    const kind = pick(10);
    starts.push(events.length);
    events.push((pages) => pages.requestBegan(details));
    if (kind === 0) {
      const navigation = { tabId, frameId: 0, url, timeStamp: time + 20 };
      const tellings: BrowsingEvent[] = [
        (pages) => pages.requestFailed({ ...details, error: { code: "failed", message: "abgelaufen" }, aborted: false }),
        (pages) => pages.navigationFailed(navigation, FAILURE),
        (pages) => pages.navigationCommitted(navigation),
      ];
      const order = [[0, 1, 2], [1, 2, 0], [1, 0, 2]][pick(3)] ?? [];
      for (const each of order) events.push(...tellings.slice(each, each + 1));
      continue;
    }
    if (kind === 1) {
      events.push((pages) => pages.requestFailed({ ...details, error: { code: "aborted", message: "NS_BINDING_ABORTED" }, aborted: true }));
      continue;
    }
    const final = kind === 2 ? { ...details, url: `https://www.${host}/`, timeStamp: time + 10 } : details;
    if (final !== details) {
      events.push((pages) => pages.responseSeen(answer(details, 301)));
      events.push((pages) => pages.requestRedirected({ ...answer(details, 301), redirectUrl: final.url }));
      events.push((pages) => pages.requestBegan(final));
    }
    const documentId = kind === 3 ? undefined : `document-${String(index)}`;
    events.push((pages) => pages.responseSeen(answer(final)));
    events.push((pages) => pages.navigationCommitted({ tabId, frameId: 0, url: final.url, timeStamp: time + 50, ...(documentId === undefined ? {} : { documentId }), transitionQualifiers: final === details ? [] : ["server_redirect"] }));
    events.push((pages) => pages.requestCompleted(answer(final)));
    for (let part = 0; part < pick(8); part += 1) {
      const partOf = requestOf(`${pick(9) === 0 ? "http" : "https"}://cdn-${String(pick(20))}.test/${String(part)}`, tabId, time + 100 + part, { documentUrl: final.url, ...(documentId === undefined ? {} : { documentId }) });
      events.push((pages) => pages.requestBegan(partOf));
      const end: BrowsingEvent[] = [(pages) => pages.responseSeen(answer(partOf)), (pages) => pages.requestCompleted(answer(partOf))];
      if (pick(5) === 0) late.push(...end);
      else events.push(...end);
    }
    const frame = `https://frame-${String(pick(4))}.test/`;
    if (pick(3) === 0) events.push((pages) => pages.navigationCommitted({ tabId, frameId: 7, url: frame, timeStamp: time + 120, documentId: `frame-${String(index)}` }));
    if (pick(4) === 0) {
      const worker = requestOf(`https://api-${String(pick(4))}.test/`, -1, time + 130, { type: "xmlhttprequest", frameId: -1, documentUrl: `https://${host}/worker.js` });
      events.push((pages) => pages.requestBegan(worker), (pages) => pages.responseSeen(answer(worker)), (pages) => pages.requestCompleted(answer(worker)));
    }
    if (pick(5) === 0) events.push((pages) => pages.addressChanged({ tabId, frameId: 0, url: `${final.url}#part`, timeStamp: time + 140 }));
    if (pick(6) === 0) events.push((pages) => pages.connectionTold({ tabId, url: final.url, timeStamp: time + 150, tlsInfo: infoOf(host) }));
    if (pick(3) === 0) events.push(...late.splice(0));
    const past = before.get(tabId) ?? [];
    const previous = past.at(-1);
    if (previous !== undefined && pick(6) === 0) events.push((pages) => pages.navigationCommitted({ tabId, frameId: 0, url: final.url, timeStamp: time + 5000, documentId: previous, transitionQualifiers: ["forward_back"] }));
    if (documentId !== undefined) before.set(tabId, [...past, documentId]);
    if (pick(15) === 0) {
      before.delete(tabId);
      events.push((pages) => pages.tabRemoved(tabId));
    }
  }
  return { events: [...events, ...late], starts };
}

/** What is known in the end, without the names that chance gave. */
export function knownState(pages: Pages): unknown {
  return {
    views: Array.from({ length: TABS }, (_, index) => pages.view(index + 1)).map((view) => view === undefined ? null : {
      ...view.toStored([]), id: "", main: view.main?.host, connections: view.connections.all,
    }),
    session: pages.session.connections,
    omitted: pages.session.omitted,
    certificates: pages.certificates.size,
  };
}

function answer(details: RequestDetails, statusCode = 200): ResponseDetails {
  const { hostname, protocol } = new URL(details.url);
  return { ...details, statusCode, ip: "192.0.2.1", ...(protocol === "https:" ? { tlsInfo: infoOf(hostname) } : {}) };
}

/** Each host has a certificate of its own. */
function infoOf(host: string): TlsInfo {
  return { protocol: "TLS", cipherSuite: 0x1301, tlsVersion: "TLS 1.3", chainValid: true, builtChain: [new TextEncoder().encode(host)], extra: { source: "firefox" } };
}
