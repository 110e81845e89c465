import assert from "node:assert/strict";
import { test } from "node:test";
import type { NavigationDetails, RequestDetails, ResponseDetails } from "../../../../src/background/pages/events.ts";
import { Pages, type PagesOptions } from "../../../../src/background/pages/pages.ts";
import type { View } from "../../../../src/background/pages/view.ts";
import type { TlsInfo } from "../../../../src/core/tls-info.ts";
import { MemoryArea } from "./memory-area.ts";

// The orders of events are those that Firefox ESR 153 was seen to give.

const tlsInfo = (byte = 1): TlsInfo => ({ protocol: "TLS", cipherSuite: 0x1301, tlsVersion: "TLS 1.3", chainValid: true, builtChain: [Uint8Array.of(48, byte)], extra: { source: "firefox" } });

const request = (requestId: string, url: string, timeStamp: number, more: Partial<RequestDetails> = {}): RequestDetails => ({ requestId, url, timeStamp, type: "image", tabId: 1, frameId: 0, incognito: false, ...more });
const documentRequest = (requestId: string, url: string, timeStamp: number, more: Partial<RequestDetails> = {}): RequestDetails => request(requestId, url, timeStamp, { type: "main_frame", ...more });
const commit = (url: string, timeStamp: number, more: Partial<NavigationDetails> = {}): NavigationDetails => ({ tabId: 1, frameId: 0, url, timeStamp, transitionQualifiers: [], ...more });
const answer = (details: RequestDetails, info: TlsInfo | undefined = tlsInfo()): ResponseDetails => ({ ...details, statusCode: 200, ip: "127.0.0.1", tlsInfo: info });

async function started(area = new MemoryArea(), options: PagesOptions = {}): Promise<Pages> {
  const pages = new Pages(area, { delay: 1, ...options });
  await pages.restore();
  return pages;
}

function load(pages: Pages, details: RequestDetails, documentId?: string): void {
  pages.requestBegan(details);
  pages.responseSeen(answer(details));
  pages.navigationCommitted(commit(details.url, details.timeStamp + 50, { tabId: details.tabId, ...(documentId === undefined ? {} : { documentId }) }));
  pages.requestCompleted(answer(details));
}

function hosts(view: View | undefined): string[] {
  return (view?.connections.all ?? []).map(({ host, requests }) => `${host} ${requests}`);
}

test("a page and what it loads", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 1000));
  const image = request("2", "https://b.test/i.png", 1100, { documentUrl: "https://a.test/" });
  pages.requestBegan(image);
  pages.responseSeen(answer(image));
  pages.requestCompleted(answer(image));
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1", "b.test 1"]);
  assert.equal(pages.view(1)?.main?.host, "a.test");
});

test("a commit that is told before the request that led to it", async () => {
  const pages = await started();
  const details = documentRequest("1", "https://a.test/", 1000);
  pages.navigationCommitted(commit("https://a.test/", 1050));
  pages.requestBegan(details);
  pages.responseSeen(answer(details));
  assert.equal(pages.view(1)?.main?.host, "a.test");
});

test("the three tellings of a failure, in each order", async () => {
  const details = documentRequest("1", "https://a.test/", 1000);
  const navigation = { code: "certificate-expired", message: "SEC_ERROR_EXPIRED_CERTIFICATE" };
  const steps: Record<string, (pages: Pages) => void> = {
    request: (pages) => {
      pages.requestBegan(details);
      pages.requestFailed({ ...details, error: { code: "failed", message: "abgelaufen" }, aborted: false });
    },
    navigation: (pages) => pages.navigationFailed(commit("https://a.test/", 1010), navigation),
    commit: (pages) => pages.navigationCommitted(commit("https://a.test/", 1020)),
  };
  for (const order of [["request", "navigation", "commit"], ["navigation", "commit", "request"], ["navigation", "request", "commit"]]) {
    const pages = await started();
    for (const step of order) steps[step]?.(pages);
    assert.equal(pages.view(1)?.error?.code, "certificate-expired", String(order));
    assert.deepEqual(pages.view(1)?.connections.all.map(({ error }) => error?.code), ["certificate-expired"], String(order));
    load(pages, documentRequest("2", "https://a.test/", 5000));
    assert.equal(pages.view(1)?.error, undefined, "the next try is a page of its own");
  }
});

test("a navigation that is given up leaves the page as it is", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 1000));
  const download = documentRequest("2", "https://b.test/file", 2000);
  pages.requestBegan(download);
  pages.responseSeen(answer(download));
  pages.requestFailed({ ...download, error: { code: "aborted", message: "NS_BINDING_ABORTED" }, aborted: true });
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1"]);
});

test("late events of the page before, by the document's id and without it", async () => {
  for (const documentId of ["one", undefined]) {
    const pages = await started();
    load(pages, documentRequest("1", "https://a.test/", 1000), documentId);
    const slow = request("2", "https://slow.test/", 1100, { documentUrl: "https://a.test/", documentId });
    pages.requestBegan(slow);
    load(pages, documentRequest("3", "https://b.test/", 2000), documentId === undefined ? undefined : "two");
    pages.responseSeen(answer(slow));
    pages.requestCompleted(answer(slow));
    // Told late, begun early.
    const late = request("4", "https://late.test/", 1990, { documentUrl: "https://a.test/", documentId });
    pages.requestBegan(late);
    pages.responseSeen(answer(late));
    assert.deepEqual(hosts(pages.view(1)), ["b.test 1"]);
  }
});

test("a request that an old document makes after it is gone stays with it", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 1000), "one");
  load(pages, documentRequest("2", "https://b.test/", 2000), "two");
  const beacon = request("3", "https://c.test/", 2100, { type: "beacon", documentUrl: "https://a.test/", documentId: "one" });
  pages.requestBegan(beacon);
  pages.responseSeen(answer(beacon));
  assert.deepEqual(hosts(pages.view(1)), ["b.test 1"]);
});

test("a response of whose request neither beginning nor end is told, by the document's id", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 1000), "one");
  const early = request("2", "https://b.test/", 1100, { documentUrl: "https://a.test/", documentId: "one" });
  pages.responseSeen(answer(early), true);
  pages.responseSeen(answer(early), true);
  const hop = { ...early, url: "https://c.test/" };
  pages.responseSeen(answer(hop), true);
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1", "b.test 1", "c.test 1"]);
  load(pages, documentRequest("3", "https://d.test/", 2000), "two");
  pages.responseSeen(answer({ ...early, requestId: "4", timeStamp: 2100 }), true);
  pages.requestFailed({ ...hop, timeStamp: 2200, error: { code: "connection-reset", message: "NS_ERROR_NET_RESET" }, aborted: false });
  assert.deepEqual(hosts(pages.view(1)), ["d.test 1"]);
});

test("requests that were answered for good are stored with their page no longer", async () => {
  const area = new MemoryArea();
  const pages = await started(area);
  load(pages, documentRequest("1", "https://a.test/", 1000), "one");
  const image = request("2", "https://b.test/", 1100, { documentUrl: "https://a.test/", documentId: "one" });
  pages.requestBegan(image);
  await pages.flush();
  const requests = (): unknown => {
    const text = Object.entries(area.items).find(([key]) => /^view\/[^/]+$/.test(key))?.[1];
    return (JSON.parse(String(text)) as { requests: unknown }).requests;
  };
  assert.deepEqual(requests(), [["2", null]]);
  pages.responseSeen(answer(image), true);
  await pages.flush();
  assert.deepEqual(requests(), []);
});

test("a hop that is told twice, as where a password was asked for, counts once", async () => {
  const pages = await started();
  const details = documentRequest("1", "https://a.test/", 1000);
  pages.requestBegan(details);
  pages.responseSeen(answer(details));
  pages.responseSeen(answer(details));
  pages.navigationCommitted(commit("https://a.test/", 1050));
  pages.requestCompleted(answer(details));
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1"]);
});

test("a failure that led to no page is not held against a later one of the same address", async () => {
  const pages = await started();
  pages.navigationFailed(commit("https://a.test/", 1000), { code: "connection-reset", message: "NS_ERROR_NET_RESET" });
  load(pages, documentRequest("1", "https://a.test/", 5000));
  assert.equal(pages.view(1)?.error, undefined);
});

test("requests of the next document before its commit is told", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 1000), "one");
  const next = documentRequest("2", "https://a.test/", 2000);
  pages.requestBegan(next);
  pages.responseSeen(answer(next));
  const image = request("3", "https://b.test/", 2060, { documentUrl: "https://a.test/", documentId: "two" });
  pages.requestBegan(image);
  pages.responseSeen(answer(image));
  pages.navigationCommitted(commit("https://a.test/", 2050, { documentId: "two" }));
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1", "b.test 1"]);
});

test("back to a page of the back/forward cache, with and without the document's id", async () => {
  for (const documentId of ["one", undefined]) {
    const pages = await started();
    load(pages, documentRequest("1", "https://a.test/", 1000), documentId);
    load(pages, documentRequest("2", "https://b.test/", 2000), documentId === undefined ? undefined : "two");
    pages.navigationCommitted(commit("https://a.test/", 3000, { transitionQualifiers: ["forward_back"], ...(documentId === undefined ? {} : { documentId }) }));
    assert.equal(pages.view(1)?.fromBackForwardCache, true);
    assert.deepEqual(hosts(pages.view(1)), ["a.test 1"]);
  }
});

test("where pages without TLS are sent on to is kept, the last of them, and nothing of private windows", async () => {
  const area = new MemoryArea();
  const pages = await started(area);
  const lead = (from: string, to: string, time: number, parts: Partial<RequestDetails> = {}): void => {
    const details = documentRequest(String(time), from, time, parts);
    pages.requestBegan(details);
    pages.requestRedirected({ ...answer(details), redirectUrl: to });
  };
  lead("http://a.test/path?secret", "https://login.test/here?secret", 1000);
  lead("http://b.test/", "https://b.test/", 1001);
  lead("https://c.test/", "https://login.test/", 1002);
  lead("http://d.test/", "https://login.test/", 1003, { incognito: true });
  lead("http://e.test/a.png", "https://login.test/", 1004, { type: "image" });
  assert.deepEqual(pages.led.all, [{ from: "a.test", to: "login.test", time: 1000 }]);
  await pages.flush();
  assert.deepEqual((await started(area)).led.all, pages.led.all);
  for (let time = 2000; time < 2030; time++) lead("http://a.test/", `https://to${String(time)}.test/`, time);
  assert.deepEqual(pages.led.all.map(({ time }) => time), Array.from({ length: 20 }, (_, index) => 2010 + index));
});

test("a service worker that fetches the document has its connection, and other workers come by origin", async () => {
  const pages = await started();
  load(pages, documentRequest("0", "https://other.test/", 500, { tabId: 2 }));
  const intercepted = documentRequest("1", "https://a.test/page", 1000);
  pages.requestBegan(intercepted);
  pages.requestRedirected({ ...intercepted, statusCode: 0, ip: null, redirectUrl: "https://a.test/page" });
  const fetched = request("2", "https://a.test/page", 1001, { tabId: -1, type: "xmlhttprequest", documentUrl: "https://a.test/sw.js" });
  pages.requestBegan(fetched);
  pages.responseSeen(answer(fetched));
  pages.navigationCommitted(commit("https://a.test/page", 1050));
  const worker = request("3", "https://b.test/data", 1100, { tabId: -1, type: "xmlhttprequest", documentUrl: "https://a.test/shared.js" });
  pages.requestBegan(worker);
  pages.responseSeen(answer(worker));
  assert.equal(pages.view(1)?.main?.host, "a.test");
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1", "b.test 1"]);
  assert.deepEqual(hosts(pages.view(2)), ["other.test 1"]);
  const ofPrivate = request("4", "https://c.test/", 1200, { tabId: -1, documentUrl: "https://a.test/sw.js", incognito: true });
  pages.requestBegan(ofPrivate);
  pages.responseSeen(answer(ofPrivate));
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1", "b.test 1"]);
  assert.ok(!pages.session.connections.some(({ host }) => host === "c.test"));
});

test("everything is there again after the background was unloaded, and events that come first wait", async () => {
  const area = new MemoryArea();
  const before = await started(area);
  load(before, documentRequest("1", "https://a.test/", 1000), "one");
  const slow = request("2", "https://b.test/", 1100, { documentUrl: "https://a.test/", documentId: "one" });
  before.requestBegan(slow);
  const counted = request("3", "https://c.test/", 1200, { documentUrl: "https://a.test/", documentId: "one" });
  before.requestBegan(counted);
  before.responseSeen(answer(counted));
  await before.flush();

  const after = new Pages(area, { delay: 1 });
  after.responseSeen(answer(slow));
  after.requestCompleted(answer(counted));
  assert.equal(after.view(1), undefined);
  await after.restore();
  assert.deepEqual(hosts(after.view(1)), ["a.test 1", "c.test 1", "b.test 1"]);
  assert.deepEqual(after.session.connections.map(({ host }) => host), ["a.test", "c.test", "b.test"]);
  const [hash] = [...after.view(1)?.certificates() ?? []];
  assert.deepEqual(after.certificates.get(hash ?? ""), Uint8Array.of(48, 1));
});

test("a closed tab leaves nothing in storage, private windows nothing in the session", async () => {
  const area = new MemoryArea();
  const pages = await started(area);
  const hidden = documentRequest("1", "https://a.test/", 1000, { incognito: true });
  pages.requestBegan(hidden);
  pages.responseSeen(answer(hidden));
  pages.navigationCommitted(commit("https://a.test/", 1050));
  await pages.flush();
  assert.equal(pages.view(1)?.incognito, true);
  assert.equal(pages.session.connections.length, 0);
  assert.ok(Object.keys(area.items).length > 0);
  pages.tabRemoved(1);
  await pages.flush();
  assert.deepEqual(area.items, {});
  assert.equal(pages.certificates.size, 0);
});

test("an answer that outlives its certificates brings them back", async () => {
  const pages = await started();
  const shared = tlsInfo();
  const secret = { tabId: 1, incognito: true };
  const visit = (id: string, time: number): void => {
    const page = documentRequest(id, "https://a.test/", time, secret);
    pages.requestBegan(page);
    pages.responseSeen(answer(page, shared));
    pages.navigationCommitted(commit(page.url, time + 50));
  };
  visit("1", 1000);
  pages.tabRemoved(1);
  assert.equal(pages.certificates.size, 0);
  visit("2", 2000);
  assert.equal(pages.certificates.size, 1);
});

test("connections, certificates and the session are bounded, and what is left out is counted", async () => {
  const pages = await started(new MemoryArea(), { sessionConnections: 100, certificateBounds: { bytes: 300, bytesEach: 100 } });
  load(pages, documentRequest("0", "https://a.test/", 1000));
  for (let index = 1; index < 700; index += 1) {
    const image = request(String(index), `https://host${index}.test/`, 1100 + index, { documentUrl: "https://a.test/" });
    pages.requestBegan(image);
    pages.responseSeen(answer(image, { ...tlsInfo(), builtChain: [Uint8Array.of(48, index & 255, index >> 8)] }));
    pages.requestCompleted(answer(image));
  }
  assert.equal(pages.view(1)?.connections.all.length, 500);
  assert.equal(pages.view(1)?.connections.omitted, 200);
  assert.equal(pages.session.connections.length, 100);
  assert.equal(pages.session.omitted, 600);
  assert.ok(pages.certificates.size <= 100);
});

test("a full storage loses nothing that is in memory", async (context) => {
  context.mock.method(console, "warn", () => undefined);
  const area = new MemoryArea(800);
  const pages = await started(area, { retryDelay: 5 });
  load(pages, documentRequest("1", "https://a.test/", 1000));
  for (let index = 2; index < 30; index += 1) {
    const image = request(String(index), `https://host${index}.test/`, 1100, { documentUrl: "https://a.test/" });
    pages.requestBegan(image);
    pages.responseSeen(answer(image));
  }
  await pages.flush();
  assert.equal(pages.storageFull, true);
  assert.equal(pages.view(1)?.connections.all.length, 29);
  area.quota = Infinity;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(pages.storageFull, false);
  const after = await started(area);
  assert.equal(after.view(1)?.connections.all.length, 29);
});

test("after an end without a chance to write, the tabs' own addresses say which page is shown", async () => {
  const area = new MemoryArea();
  const before = await started(area);
  for (const tabId of [1, 2, 3]) load(before, documentRequest(`${tabId}`, "https://a.test/", 1000, { tabId }));
  before.requestBegan(documentRequest("4", "https://b.test/", 2000));
  before.responseSeen(answer(documentRequest("4", "https://b.test/", 2000)));
  await before.flush();
  const pages = await started(area);
  pages.reconcile(new Map([[1, "https://b.test/"], [2, "https://c.test/"]]), 3000);
  // Its request had been seen, its commit had not.
  assert.deepEqual([pages.view(1)?.url, ...hosts(pages.view(1))], ["https://b.test/", "b.test 1"]);
  assert.deepEqual([pages.view(2)?.url, ...hosts(pages.view(2))], ["https://c.test/"]);
  assert.equal(pages.view(3), undefined);
  // The browser's own word may come late, and is no other page.
  pages.navigationCommitted(commit("https://b.test/", 2050, { documentId: "d" }));
  assert.deepEqual(hosts(pages.view(1)), ["b.test 1"]);
});

test("an answer about the tabs that is older than a page leaves it", async () => {
  const pages = await started();
  load(pages, documentRequest("1", "https://a.test/", 4000));
  pages.reconcile(new Map([[1, "https://before.test/"]]), 3000);
  assert.deepEqual(hosts(pages.view(1)), ["a.test 1"]);
});

test("an address that may be a proxy's stands apart, is kept, and is none from the cache", async () => {
  const area = new MemoryArea();
  const pages = await started(area);
  const untold = (fromCache = false): TlsInfo => ({ extra: { source: "chromium", ...(fromCache ? { fromCache } : {}) } });
  const page = documentRequest("1", "https://a.test/", 1000);
  const cached = request("2", "https://b.test/i.png", 1100, { documentUrl: "https://a.test/" });
  const late = request("3", "https://c.test/i.png", 1200, { documentUrl: "https://a.test/" });
  pages.requestBegan(page);
  pages.responseSeen({ ...answer(page, untold()), ip: undefined });
  pages.navigationCommitted(commit(page.url, 1050));
  pages.requestCompleted({ ...answer(page, untold()), ip: "192.0.2.1" });
  pages.requestBegan(cached);
  pages.responseSeen({ ...answer(cached, untold()), ip: undefined });
  pages.requestCompleted({ ...answer(cached, untold(true)), ip: "192.0.2.2" });
  // Its headers were not seen.
  pages.requestBegan(late);
  pages.requestCompleted({ ...answer(late, untold()), ip: "192.0.2.3" });
  const seen = (from: Pages) => from.view(1)?.connections.all.map(({ host, ip, endpoint }) => [host, ip, endpoint]);
  const expected = [["a.test", undefined, "192.0.2.1"], ["b.test", undefined, undefined], ["c.test", undefined, "192.0.2.3"]];
  assert.deepEqual(seen(pages), expected);
  await pages.flush();
  assert.deepEqual(seen(await started(area)), expected);
});
