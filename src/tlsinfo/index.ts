import type { BrowserWebRequest, TlsWebRequest } from "./events.ts";
import { experimentWebRequest, tlsConnectionsOf } from "./experiment.ts";
import { firefoxWebRequest } from "./firefox.ts";
import { acceptsTlsInfo, nativeWebRequest } from "./native.ts";

export type { TlsEvent, TlsWebRequest, WithTlsInfo } from "./events.ts";
export { connectionError, isAborted, navigationError } from "./firefox-errors.ts";
export { hstsOf } from "./hsts.ts";

/**
 * webRequest with the TLS introspection proposal, on whatever this browser offers: its own "tlsInfo" where it has one,
 * else the experiment where it is installed, else Firefox's getSecurityInfo. Add listeners in the first tick of the
 * background, so that they are there when the browser starts the background for an event.
 */
export function createWebRequest(browser: { webRequest: BrowserWebRequest }): TlsWebRequest {
  const { webRequest } = browser;
  if (acceptsTlsInfo(webRequest.onCompleted)) return nativeWebRequest(webRequest);
  const connections = tlsConnectionsOf(browser);
  return connections === undefined ? firefoxWebRequest(webRequest) : experimentWebRequest(webRequest, connections);
}
