import type { Browser, WebRequest } from "webextension-polyfill";
import type { Inspections } from "./inspections.ts";
import type { Pages } from "./pages/pages.ts";
import { hasUntoldPage, noteLearnt } from "./pages/untold-page.ts";
import { connectionError, createWebRequest, hstsOf, isAborted, navigationError, protocolOfDocument, tellsByItself, type ChromiumInspector, type WithTlsInfo } from "../tlsinfo/index.ts";

const ALL = { urls: ["<all_urls>"] };
const PLAIN = { urls: ["http://*/*", "ws://*/*"] };

export interface CaptureTools {
  browser: Browser;
  pages: Pages;
  inspections: Inspections;
  /** undefined: this browser or this build has none. */
  inspector: ChromiumInspector | undefined;
}

/** Hands what the browser tells of requests, navigations and tabs to `pages`. Adds its listeners when it is called: in the first tick. */
export function capture({ browser, pages, inspections, inspector }: CaptureTools): void {
  const webRequest = createWebRequest(browser, inspector);
  const own = browser.runtime.getURL("");
  let hearsEveryBeginning = true;

  /** What the background asks for itself, or has asked for, is nobody's browsing; a page that somebody opens from a page of the add-on's is. */
  function isOurs(details: WebRequest.OnBeforeRequestDetailsType & { initiator?: string }): boolean {
    return inspector?.causes(details) === true || details.tabId < 0 && (details.originUrl ?? `${details.initiator ?? ""}/`).startsWith(own);
  }

  function began(details: WebRequest.OnBeforeRequestDetailsType): void {
    if (details.type === "main_frame") inspections.documentRequested(details);
    if (!isOurs(details)) pages.requestBegan(details);
  }

  function completed(details: WithTlsInfo<WebRequest.OnCompletedDetailsType>): void {
    if (!isOurs(details)) pages.requestCompleted(details);
  }

  /** Where responses name the document that asked, they belong to its page whenever they began: but for documents, and workers. */
  function hearOfFewerBeginnings(): void {
    if (!hearsEveryBeginning) return;
    hearsEveryBeginning = false;
    const { onBeforeRequest } = browser.webRequest;
    onBeforeRequest.removeListener(began);
    onBeforeRequest.addListener((details) => began(details), { ...ALL, types: ["main_frame"] });
    onBeforeRequest.addListener((details) => began(details), { ...ALL, tabId: -1 });
  }

  webRequest.onTlsInfo.addListener((details) => {
    if (isOurs(details)) return;
    pages.responseSeen({ ...details, hsts: hstsOf(details.responseHeaders ?? []) }, webRequest.tellsWithHeaders);
    if (webRequest.tellsWithHeaders && details.documentId !== undefined) hearOfFewerBeginnings();
  }, ALL, ["tlsInfo", "responseHeaders"]);
  // Each event of each request costs the page time, and a listener for ends costs where its filter lets none through.
  if (webRequest.tellsWithHeaders) browser.webRequest.onHeadersReceived.addListener((details) => pages.responseSeen(details, true), PLAIN);
  else webRequest.onCompleted.addListener(completed, ALL, ["tlsInfo"]);
  webRequest.onErrorOccurred.addListener((details) => {
    if (isOurs(details)) return;
    const error = details.tlsInfo?.extra?.error ?? connectionError(details.error);
    pages.requestFailed({ ...details, error, aborted: isAborted(error) });
  }, ALL, ["tlsInfo"]);
  browser.webRequest.onBeforeRequest.addListener(began, ALL);
  browser.webRequest.onBeforeRedirect.addListener((details) => pages.requestRedirected(details), ALL);

  browser.webNavigation.onCommitted.addListener((details) => pages.navigationCommitted(details));
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    const error = navigationError((details as { error?: string }).error ?? "");
    if (error === undefined || isAborted(error)) return;
    pages.navigationFailed(details, error);
    // Chromium tells of no commit of an error page: this is it. The document that it names is not that of the page.
    const { tabId, frameId, url, timeStamp } = details;
    if (!tellsByItself(browser) && frameId === 0) pages.navigationCommitted({ tabId, frameId, url, timeStamp });
  });
  browser.webNavigation.onHistoryStateUpdated.addListener((details) => pages.addressChanged(details));
  browser.webNavigation.onReferenceFragmentUpdated.addListener((details) => pages.addressChanged(details));

  if (!tellsByItself(browser)) {
    browser.webNavigation.onDOMContentLoaded.addListener((details) => {
      if (details.frameId === 0) void documentLoaded(details);
    });
  }

  /** What a browser that tells add-ons nothing by itself can be asked without more ado. */
  async function documentLoaded(details: { tabId: number; url: string; documentId?: string | undefined }): Promise<void> {
    const { tabId, url, documentId } = details;
    await pages.restore();
    await inspections.documentLoaded(details);
    if (!url.startsWith("https:") || !hasUntoldPage(pages, tabId)) return;
    const tlsInfo = await protocolOfDocument(browser, tabId, documentId);
    if (tlsInfo !== undefined && hasUntoldPage(pages, tabId)) noteLearnt(pages, tabId, url, tlsInfo);
  }

  browser.tabs.onRemoved.addListener((tabId) => pages.tabRemoved(tabId));
  browser.tabs.onReplaced.addListener((added, removed) => pages.tabReplaced(added, removed));
}
