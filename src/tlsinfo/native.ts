import type { WebRequest } from "webextension-polyfill";
import { registeringEvent, TLS_INFO, type BrowserEvent, type BrowserWebRequest, type TlsEvent, type TlsWebRequest, type WithTlsInfo } from "./events.ts";

/**
 * Whether the browser itself implements the proposal: an extra-spec that it does not know makes addListener throw
 * at once ("Invalid enumeration value "tlsInfo"").
 */
export function acceptsTlsInfo<Details>(event: BrowserEvent<Details>): boolean {
  const probe = (): void => undefined;
  try {
    event.addListener(probe, { urls: ["https://*/*"] }, [TLS_INFO]);
  } catch (refusal) {
    return !(refusal instanceof Error);
  }
  event.removeListener(probe);
  return true;
}

/** The browser's own events: its details and its tlsInfo object are handed on as they are. */
export function nativeWebRequest(webRequest: BrowserWebRequest): TlsWebRequest {
  return {
    onCompleted: nativeEvent(webRequest.onCompleted),
    onErrorOccurred: nativeEvent(webRequest.onErrorOccurred),
    onTlsInfo: registeringEvent(() => () => undefined),
    tellsWithHeaders: false,
  };
}

function nativeEvent<Details>(event: BrowserEvent<WithTlsInfo<Details>>): TlsEvent<Details> {
  // The proposal adds "tlsInfo" to onCompleted; whether onErrorOccurred takes it too is the browser's to say.
  const takesTlsInfo = acceptsTlsInfo(event);
  return registeringEvent((listener, filter, extraInfoSpec) => {
    register(event, listener, filter, extraInfoSpec?.filter((option) => option !== TLS_INFO || takesTlsInfo));
    return () => event.removeListener(listener);
  });
}

/** Browsers refuse an empty list of extra-specs on some events: it is left out. */
export function register<Details>(event: BrowserEvent<Details>, listener: (details: Details) => unknown, filter: WebRequest.RequestFilter, extraInfoSpec: readonly string[] | undefined): void {
  if (extraInfoSpec === undefined || extraInfoSpec.length === 0) event.addListener(listener, filter);
  else event.addListener(listener, filter, [...extraInfoSpec]);
}
