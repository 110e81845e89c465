import { chromiumError, isChromiumError } from "../core/registry/chromium-errors.ts";
import * as firefox from "./firefox-errors.ts";
import type { ConnectionError } from "../core/tls-info.ts";

export { isAborted } from "./firefox-errors.ts";

/** Defined by the build for Firefox, which leaves out what Chromium alone needs. */
declare const TLSCOPE_FOR_FIREFOX: true | undefined;

/** What `details.error` of webRequest says, in whichever browser: see chromiumError and Firefox's connectionError. */
export function connectionError(error: string): ConnectionError {
  return typeof TLSCOPE_FOR_FIREFOX === "undefined" && isChromiumError(error) ? chromiumError(error) : firefox.firefoxConnectionError(error);
}

/** What `details.error` of webNavigation says; undefined where it says nothing that is known. */
export function navigationError(error: string): ConnectionError | undefined {
  return typeof TLSCOPE_FOR_FIREFOX === "undefined" && isChromiumError(error) ? chromiumError(error) : firefox.firefoxNavigationError(error);
}
