import type { WebRequest } from "webextension-polyfill";
import { registeringEvent, TLS_INFO, type BrowserEvent, type TlsEvent } from "./events.ts";
import { register } from "./native.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** How a source makes an event of a request's end carry tlsInfo. */
export interface EndSource<Details> {
  /** Called for each listener that asks for tlsInfo; gives what undoes it. */
  use: (filter: WebRequest.RequestFilter) => () => void;
  /** What is known of the ended request; undefined where it had no TLS connection. Never rejects. */
  join: (details: Details) => Promise<TlsInfo | undefined>;
}

/** The browser's event, with the source's tlsInfo for listeners that ask for it. */
export function endEvent<Details extends { requestId: string; url: string }>(event: BrowserEvent<Details>, source: EndSource<Details>): TlsEvent<Details> {
  return registeringEvent((listener, filter, extraInfoSpec) => {
    const own = extraInfoSpec?.filter((option) => option !== TLS_INFO);
    if (extraInfoSpec === undefined || own?.length === extraInfoSpec.length) {
      register(event, listener, filter, own);
      return () => event.removeListener(listener);
    }
    const release = source.use(filter);
    const atRequestEnd = (details: Details): void => {
      if (!overTls(details.url)) {
        call(listener, details);
        return;
      }
      void source.join(details).then((tlsInfo) => call(listener, tlsInfo === undefined ? details : { ...details, tlsInfo }));
    };
    register(event, atRequestEnd, filter, own);
    return () => {
      event.removeListener(atRequestEnd);
      release();
    };
  });
}

export function overTls(url: string): boolean {
  return url.startsWith("https:") || url.startsWith("wss:");
}

/** Where the filter is for all, plain http is left out: nobody need be asked about it. */
export function httpsAlone(filter: WebRequest.RequestFilter): WebRequest.RequestFilter {
  return filter.urls.includes("<all_urls>") ? { ...filter, urls: ["https://*/*", "wss://*/*"] } : filter;
}

/** Calls a listener; what it throws is told and goes no further. */
export function call<Details>(listener: (details: Details) => void, details: Details): void {
  try {
    listener(details);
  } catch (failure) {
    console.error("TLScope: a listener failed.", failure);
  }
}
