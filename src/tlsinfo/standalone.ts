// The entry of the npm package webrequest-tlsinfo: the proposal on the browser that the add-on runs in.
import type { ChromiumInspector } from "./chromium-inspector.ts";
import type { TlsWebRequest } from "./events.ts";
import { createInspector, createWebRequest, type TlsBrowser } from "./index.ts";

export type { ChromiumInspector, Inspection, InspectionFailure } from "./chromium-inspector.ts";
export { InspectionError } from "./chromium-inspector.ts";
export type { TlsEvent, TlsWebRequest, WithTlsInfo } from "./events.ts";
export type * from "../core/tls-info.ts";

/** The package was imported where there is no webRequest. */
export class NoWebRequestError extends Error {
  readonly code = "no-web-request";

  constructor() {
    super('webrequest-tlsinfo: there is no webRequest here. Import it in an add-on\'s background, and ask for the permission "webRequest" in the manifest.');
    this.name = "NoWebRequestError";
  }
}

const browser = thisBrowser();

/**
 * Chromium's debugger, which alone tells of connections there: `inspect(tabId)` reads the one of a tab's document, `follow(tabId)`
 * all that a tab loads. undefined in other browsers, and without the permissions "debugger" and "scripting".
 */
export const inspector: ChromiumInspector | undefined = createInspector(browser);

/** webRequest with "tlsInfo" for onCompleted and onErrorOccurred. Add listeners in the background's first tick. */
export const webRequest: TlsWebRequest = createWebRequest(browser, inspector);

/** Firefox calls it `browser`, Chromium `chrome`. Throws NoWebRequestError. */
function thisBrowser(): TlsBrowser {
  const { browser: firefox, chrome: chromium } = globalThis as { browser?: Partial<TlsBrowser>; chrome?: Partial<TlsBrowser> };
  const found = [firefox, chromium].find((candidate) => candidate?.webRequest !== undefined);
  if (found?.webRequest === undefined) throw new NoWebRequestError();
  return found as TlsBrowser;
}
