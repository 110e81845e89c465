import { inspectedBrowser } from "./chromium-api.ts";
import { ChromiumInspector } from "./chromium-inspector.ts";
import { chromiumWebRequest } from "./chromium.ts";
import type { BrowserWebRequest, TlsWebRequest } from "./events.ts";
import { experimentWebRequest, tlsConnectionsOf } from "./experiment.ts";
import { firefoxWebRequest } from "./firefox.ts";
import { acceptsTlsInfo, nativeWebRequest } from "./native.ts";

export { scriptingOf } from "./chromium-api.ts";
export { InspectionError, type ChromiumInspector, type Inspection, type InspectionFailure } from "./chromium-inspector.ts";
export { protocolOfDocument } from "./chromium-protocol.ts";
export { connectionError, isAborted, navigationError } from "./errors.ts";
export type { TlsEvent, TlsWebRequest, WithTlsInfo } from "./events.ts";
export { hstsOf } from "./hsts.ts";

/** Defined by the build for Firefox, which leaves out what Chromium alone needs. */
declare const TLSCOPE_FOR_FIREFOX: true | undefined;

/** A browser whose webRequest is wrapped: what Firefox and Chromium have of it. */
export interface TlsBrowser {
  webRequest: Omit<BrowserWebRequest, "getSecurityInfo"> & Partial<Pick<BrowserWebRequest, "getSecurityInfo">>;
}

/**
 * webRequest with the TLS introspection proposal, on whatever this browser offers: its own "tlsInfo" where it has one,
 * else the experiment where it is installed, else Firefox's getSecurityInfo, else what Chromium has. Add listeners in the
 * first tick of the background, so that they are there when the browser starts the background for an event.
 *
 * @param inspector on Chromium: tells of the tabs that it follows
 */
export function createWebRequest(browser: TlsBrowser, inspector?: ChromiumInspector): TlsWebRequest {
  const webRequest = browser.webRequest as BrowserWebRequest;
  if (acceptsTlsInfo(webRequest.onCompleted)) return nativeWebRequest(webRequest);
  if (typeof TLSCOPE_FOR_FIREFOX === "undefined" && !tellsByItself(browser)) return chromiumWebRequest(webRequest, inspector);
  const connections = tlsConnectionsOf(browser);
  return connections === undefined ? firefoxWebRequest(webRequest) : experimentWebRequest(webRequest, connections);
}

/** Whether the browser tells add-ons of connections, as Firefox does and Chromium does not. */
export function tellsByItself(browser: TlsBrowser): boolean {
  return typeof browser.webRequest.getSecurityInfo === "function" || tlsConnectionsOf(browser) !== undefined;
}

/** Reads connections by Chromium's debugger; undefined in other browsers, and without the permission. In the first tick. */
export function createInspector(browser: object, onCancelled?: () => void): ChromiumInspector | undefined {
  if (typeof TLSCOPE_FOR_FIREFOX !== "undefined") return undefined;
  const inspected = inspectedBrowser(browser);
  return inspected === undefined ? undefined : new ChromiumInspector(inspected, onCancelled);
}
