import type { WebRequest } from "webextension-polyfill";
import type { TlsInfo } from "../core/tls-info.ts";

/** The extra-spec of the proposal. */
export const TLS_INFO = "tlsInfo";

/** The browser's details, with `tlsInfo` where the listener asked for it and the request had a TLS connection. */
export type WithTlsInfo<Details> = Details & { tlsInfo?: TlsInfo };

/** An event of webRequest that accepts "tlsInfo" beside the browser's own extra-specs. */
export interface TlsEvent<Details> {
  addListener(listener: (details: WithTlsInfo<Details>) => void, filter: WebRequest.RequestFilter, extraInfoSpec?: readonly string[]): void;
  removeListener(listener: (details: WithTlsInfo<Details>) => void): void;
  hasListener(listener: (details: WithTlsInfo<Details>) => void): boolean;
}

/** webRequest with the proposal (EFForg/webrequest-tlsinfo-api). */
export interface TlsWebRequest {
  readonly onCompleted: TlsEvent<WebRequest.OnCompletedDetailsType>;
  readonly onErrorOccurred: TlsEvent<WebRequest.OnErrorOccurredDetailsType>;
  /**
   * Not in the proposal, which knows only the end of a request: fires once for each https or wss response as soon as its
   * connection is known, each hop of a redirection included, with `tlsInfo` and `responseHeaders`. A long download is
   * known while it runs. Never fires where the browser itself tells, at the end alone.
   */
  readonly onTlsInfo: TlsEvent<WebRequest.OnHeadersReceivedDetailsType>;
  /** onTlsInfo has told all that the end of a request that succeeds could tell of its connection. */
  readonly tellsWithHeaders: boolean;
}

/** An event of the browser, as far as it is used here. */
export interface BrowserEvent<Details> {
  addListener(listener: (details: Details) => unknown, filter: WebRequest.RequestFilter, extraInfoSpec?: string[]): void;
  removeListener(listener: (details: Details) => unknown): void;
}

/** The part of browser.webRequest that is used here. */
export interface BrowserWebRequest {
  readonly onHeadersReceived: BrowserEvent<WebRequest.OnHeadersReceivedDetailsType>;
  readonly onCompleted: BrowserEvent<WebRequest.OnCompletedDetailsType>;
  readonly onErrorOccurred: BrowserEvent<WebRequest.OnErrorOccurredDetailsType>;
  getSecurityInfo(requestId: string, options: { certificateChain?: boolean; rawDER?: boolean }): Promise<unknown>;
}

/**
 * An event whose listeners are registered by a function that gives what undoes it. Registering the same listener again does
 * nothing, as in the browser.
 */
export function registeringEvent<Details>(register: (...added: Parameters<TlsEvent<Details>["addListener"]>) => () => void): TlsEvent<Details> {
  const registered = new Map<(details: WithTlsInfo<Details>) => void, () => void>();
  return {
    addListener: (listener, filter, extraInfoSpec) => {
      if (!registered.has(listener)) registered.set(listener, register(listener, filter, extraInfoSpec));
    },
    removeListener: (listener) => {
      registered.get(listener)?.();
      registered.delete(listener);
    },
    hasListener: (listener) => registered.has(listener),
  };
}
