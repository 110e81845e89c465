import assert from "node:assert/strict";
import { test } from "node:test";
import type { WebRequest } from "webextension-polyfill";
import type { BrowserEvent, BrowserWebRequest, WithTlsInfo } from "../../../src/tlsinfo/events.ts";
import type { ChromiumInspector } from "../../../src/tlsinfo/chromium-inspector.ts";
import { chromiumWebRequest } from "../../../src/tlsinfo/chromium.ts";
import { firefoxWebRequest } from "../../../src/tlsinfo/firefox.ts";
import { createWebRequest } from "../../../src/tlsinfo/index.ts";

// What a real browser cannot be made to do at will: answers that fail or never come, and the proposal itself.
// All else is tested in real Firefox.

const ALL = { urls: ["<all_urls>"] };

class ScriptedEvent<Details> implements BrowserEvent<Details> {
  readonly listeners: { listener: (details: Details) => unknown; filter: WebRequest.RequestFilter; spec: string[] | undefined }[] = [];
  readonly #knows: readonly string[];

  constructor(knows: readonly string[]) {
    this.#knows = knows;
  }

  addListener(listener: (details: Details) => unknown, filter: WebRequest.RequestFilter, spec?: string[]): void {
    for (const option of spec ?? []) if (!this.#knows.includes(option)) throw new Error(`Invalid enumeration value "${option}"`);
    this.listeners.push({ listener, filter, spec });
  }

  removeListener(listener: (details: Details) => unknown): void {
    this.listeners.splice(this.listeners.findIndex((entry) => entry.listener === listener), 1);
  }

  fire(details: object): unknown[] {
    return this.listeners.map(({ listener }) => listener(details as Details));
  }
}

interface Scripted extends BrowserWebRequest {
  onHeadersReceived: ScriptedEvent<WebRequest.OnHeadersReceivedDetailsType>;
  onCompleted: ScriptedEvent<WebRequest.OnCompletedDetailsType>;
  onErrorOccurred: ScriptedEvent<WebRequest.OnErrorOccurredDetailsType>;
}

function scripted(getSecurityInfo: BrowserWebRequest["getSecurityInfo"], knows: string[] = []): Scripted {
  return {
    onHeadersReceived: new ScriptedEvent(["blocking", "responseHeaders"]),
    onCompleted: new ScriptedEvent(["responseHeaders", ...knows]),
    onErrorOccurred: new ScriptedEvent(knows),
    getSecurityInfo,
  };
}

const SECURE = { state: "secure", cipherSuite: "TLS_AES_128_GCM_SHA256", protocolVersion: "TLSv1.3", keaGroupName: "x25519", certificates: [{ fingerprint: { sha256: "AA" }, isBuiltInRoot: true, rawDER: [48, 0] }] };
const details = (requestId: string, more: object = {}): object => ({ requestId, url: "https://a.test/", type: "image", tabId: 1, statusLine: "HTTP/2.0 200", fromCache: false, timeStamp: 1, responseHeaders: [], ...more });
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

type Completed = WithTlsInfo<WebRequest.OnCompletedDetailsType>;

function completions(browser: BrowserWebRequest, patience?: number): Completed[] {
  const seen: Completed[] = [];
  firefoxWebRequest(browser, patience).onCompleted.addListener((completed) => seen.push(completed), ALL, ["tlsInfo"]);
  return seen;
}

test("the blocking listener returns nothing at once, so that no response is held", () => {
  const browser = scripted(() => new Promise(() => undefined));
  completions(browser);
  assert.deepEqual(browser.onHeadersReceived.fire(details("1")), [undefined]);
});

test("a page loads on where reading throws, and the request's end still comes", async (context) => {
  context.mock.method(console, "error", () => undefined);
  context.mock.method(console, "warn", () => undefined);
  const browser = scripted(() => {
    throw new Error("no such request");
  });
  const seen = completions(browser);
  assert.deepEqual(browser.onHeadersReceived.fire(details("1")), [undefined]);
  assert.deepEqual(browser.onHeadersReceived.fire(details("2", { url: "https://[" })), [undefined]);
  browser.onCompleted.fire(details("1"));
  browser.onCompleted.fire(details("2"));
  await turn();
  assert.equal(seen.length, 2);
  assert.equal(seen.find(({ requestId }) => requestId === "1")?.tlsInfo?.extra?.unavailable?.cipherSuite, "read-failed");
});

test("an answer that never comes does not keep the request's end for ever", async () => {
  const browser = scripted(() => new Promise(() => undefined));
  const seen = completions(browser, 20);
  browser.onHeadersReceived.fire(details("1"));
  browser.onCompleted.fire(details("1"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(seen[0]?.tlsInfo?.extra?.unavailable?.builtChain, "read-failed");
});

test("bytes are asked for at a host's first response in a page, and again where a fingerprint is new", async () => {
  const asked: (boolean | undefined)[] = [];
  let fingerprint = "AA";
  const browser = scripted((_id, { certificateChain, rawDER }) => {
    if (certificateChain === true) asked.push(rawDER);
    return Promise.resolve({ ...SECURE, certificates: [{ fingerprint: { sha256: fingerprint }, isBuiltInRoot: true, ...(rawDER === true ? { rawDER: [48, 0] } : {}) }] });
  });
  const seen = completions(browser);
  const request = async (id: string, more: object = {}): Promise<void> => {
    browser.onHeadersReceived.fire(details(id, more));
    browser.onCompleted.fire(details(id, more));
    await turn();
  };
  await request("1", { type: "main_frame" });
  await request("2");
  fingerprint = "BB";
  await request("3");
  await request("4");
  await request("5", { type: "main_frame" });
  assert.deepEqual(asked, [true, false, false, true, true]);
  assert.deepEqual(seen.map(({ tlsInfo }) => tlsInfo?.builtChain?.length), [1, 1, undefined, 1, 1]);
  assert.equal(seen[1]?.tlsInfo?.builtChain?.[0], seen[0]?.tlsInfo?.builtChain?.[0], "the same bytes, not a copy");
});

test("parts of a page that came over one connection share one answer for a second; whatever may have another is asked about", async () => {
  const asked: string[] = [];
  const browser = scripted((id, { certificateChain }) => {
    if (certificateChain === true) asked.push(id);
    return Promise.resolve(SECURE);
  });
  const seen = completions(browser);
  const part = { ip: "192.0.2.1", timeStamp: 5000 };
  const requests: [id: string, more: object][] = [
    ["first", {}],
    ["at once", {}],
    ["soon", { timeStamp: 5999 }],
    ["later", { timeStamp: 6000 }],
    ["after the clock was set back", { timeStamp: 4000 }],
    ["after it was set right", { timeStamp: 5000 }],
    ["of another host", { url: "https://b.test/" }],
    ["of another port", { url: "https://a.test:8443/" }],
    ["from another address", { ip: "192.0.2.2" }],
    ["from no address", { ip: null }],
    ["of another kind", { type: "font" }],
    ["for another tab", { tabId: 2 }],
    ["for a worker", { tabId: -1 }],
    ["for a worker once more", { tabId: -1 }],
    ["for a container", { cookieStoreId: "firefox-container-1" }],
    ["in private", { incognito: true }],
    ["over HTTP/3", { statusLine: "HTTP/3.0 200" }],
    ["over HTTP/1.1", { statusLine: "HTTP/1.1 200 OK" }],
    ["over HTTP/1.1 once more", { statusLine: "HTTP/1.1 200 OK" }],
    ["from the cache", { fromCache: true }],
    ["from the cache once more", { fromCache: true }],
    ["a frame", { type: "sub_frame" }],
    ["a frame once more", { type: "sub_frame" }],
    ["fetched by a script", { type: "xmlhttprequest" }],
    ["fetched by a script once more", { type: "xmlhttprequest" }],
  ];
  for (const [id, more] of requests) {
    browser.onHeadersReceived.fire(details(id, { ...part, ...more }));
    await turn();
    browser.onCompleted.fire(details(id, { ...part, ...more }));
  }
  await turn();
  assert.deepEqual(asked, requests.map(([id]) => id).filter((id) => id !== "at once" && id !== "soon"));
  assert.deepEqual(seen.map(({ requestId, tlsInfo }) => [requestId, tlsInfo?.builtChain?.length]), requests.map(([id]) => [id, 1]));
});

test("an answer is shared only while it tells all, and no handshake of the host has failed", async () => {
  const asked: string[] = [];
  let answer: object | undefined = { ...SECURE, certificates: [{ fingerprint: { sha256: "CC" }, isBuiltInRoot: true }] };
  const browser = scripted((id, { certificateChain }) => {
    if (certificateChain === true) asked.push(id);
    return Promise.resolve(answer);
  });
  firefoxWebRequest(browser).onErrorOccurred.addListener(() => undefined, ALL, ["tlsInfo"]);
  const respond = async (id: string): Promise<void> => {
    browser.onHeadersReceived.fire(details(id, { ip: "192.0.2.1" }));
    await turn();
  };
  await respond("without bytes");
  answer = undefined;
  await respond("without an answer");
  answer = SECURE;
  await respond("with all");
  await respond("shared");
  browser.onErrorOccurred.fire(details("failed", { error: "SEC_ERROR_UNKNOWN_ISSUER" }));
  await turn();
  await respond("after a failure");
  assert.deepEqual(asked, ["without bytes", "without an answer", "with all", "after a failure"]);
});

test("the server's own certificate is asked for where a chain is not certain: the document, a new host, a host that failed", async () => {
  let alone = 0;
  const browser = scripted((_id, { certificateChain }) => {
    if (certificateChain !== true) alone += 1;
    return Promise.resolve(SECURE);
  });
  const webRequest = firefoxWebRequest(browser);
  webRequest.onErrorOccurred.addListener(() => undefined, ALL, ["tlsInfo"]);
  const after = async (id: string, type: string): Promise<number> => {
    browser.onHeadersReceived.fire(details(id, { type }));
    await turn();
    return alone;
  };
  assert.equal(await after("1", "image"), 1);
  assert.equal(await after("2", "image"), 1);
  assert.equal(await after("3", "main_frame"), 2);
  browser.onErrorOccurred.fire(details("4", { error: "SEC_ERROR_UNKNOWN_ISSUER" }));
  await turn();
  assert.equal(await after("5", "image"), 3);
});

test("a failed request tells why, with what was known of its connection", async () => {
  const browser = scripted(() => Promise.resolve(SECURE));
  const failed: WithTlsInfo<WebRequest.OnErrorOccurredDetailsType>[] = [];
  firefoxWebRequest(browser).onErrorOccurred.addListener((failure) => failed.push(failure), ALL, ["tlsInfo"]);
  browser.onHeadersReceived.fire(details("1"));
  browser.onErrorOccurred.fire(details("1", { error: "NS_BINDING_ABORTED" }));
  browser.onErrorOccurred.fire(details("2", { error: "SEC_ERROR_UNKNOWN_ISSUER" }));
  browser.onErrorOccurred.fire(details("3", { url: "http://a.test/", error: "NS_ERROR_NET_RESET" }));
  await turn();
  const byId = new Map(failed.map((failure) => [failure.requestId, failure.tlsInfo]));
  assert.equal(byId.get("1")?.cipherSuite, 0x1301);
  assert.deepEqual(byId.get("1")?.extra?.error, { code: "aborted", message: "NS_BINDING_ABORTED" });
  assert.equal(byId.get("2")?.extra?.unavailable?.cipherSuite, "handshake-failed");
  assert.equal(byId.get("3"), undefined);
});

test("listeners without tlsInfo are the browser's own, and removal leaves nothing registered", () => {
  const browser = scripted(() => Promise.resolve(SECURE));
  const webRequest = firefoxWebRequest(browser);
  const plain = (): void => undefined;
  const telling = (): void => undefined;
  const early = (): void => undefined;
  webRequest.onCompleted.addListener(plain, ALL);
  assert.equal(browser.onCompleted.listeners[0]?.listener, plain);
  assert.equal(browser.onHeadersReceived.listeners.length, 0);
  webRequest.onCompleted.addListener(telling, ALL, ["tlsInfo", "responseHeaders"]);
  webRequest.onTlsInfo.addListener(early, ALL, ["tlsInfo"]);
  assert.equal(browser.onHeadersReceived.listeners.length, 1, "one blocking listener for all");
  assert.deepEqual(browser.onHeadersReceived.listeners[0]?.filter.urls, ["https://*/*", "wss://*/*"]);
  assert.deepEqual(browser.onCompleted.listeners[1]?.spec, ["responseHeaders"]);
  assert.equal(webRequest.onCompleted.hasListener(telling), true);
  for (const listener of [plain, telling]) webRequest.onCompleted.removeListener(listener);
  webRequest.onTlsInfo.removeListener(early);
  assert.equal(webRequest.onCompleted.hasListener(telling), false);
  assert.deepEqual([browser.onCompleted, browser.onHeadersReceived].flatMap(({ listeners }) => listeners.map(({ spec }) => spec)), []);
});

test("a browser with the proposal is used as it is", () => {
  const browser = scripted(() => Promise.reject(new Error("not asked")), ["tlsInfo"]);
  const seen: object[] = [];
  createWebRequest({ webRequest: browser }).onCompleted.addListener((completed) => seen.push(completed), ALL, ["tlsInfo"]);
  const own = { ...details("1"), tlsInfo: { protocol: "TLS" } };
  browser.onCompleted.fire(own);
  assert.equal(seen[0], own);
  assert.equal(browser.onHeadersReceived.listeners.length, 0);
});

test("in Chromium, too, each listener of a request's end is told what was captured, though the debugger tells it once", async () => {
  const browser = scripted(() => Promise.resolve(undefined));
  let left = 1;
  const inspector = { take: () => Promise.resolve(left-- > 0 ? { tlsVersion: "TLS 1.3" } : undefined) } as unknown as ChromiumInspector;
  const { onCompleted } = chromiumWebRequest(browser, inspector, 10);
  const told: (string | undefined)[] = [];
  onCompleted.addListener(({ tlsInfo }) => told.push(tlsInfo?.tlsVersion), ALL, ["tlsInfo"]);
  onCompleted.addListener(({ tlsInfo }) => told.push(tlsInfo?.tlsVersion), ALL, ["tlsInfo"]);
  browser.onHeadersReceived.fire(details("1"));
  browser.onCompleted.fire(details("1"));
  await turn();
  assert.deepEqual(told, ["TLS 1.3", "TLS 1.3"]);
});
