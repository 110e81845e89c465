import type { ConnectionError, Hsts, TlsInfo } from "../../core/tls-info.ts";

/** What the events of webRequest have in common, as far as it is used here. Times in milliseconds since the epoch. */
export interface RequestDetails {
  requestId: string;
  url: string;
  type: string;
  /** -1: no tab (workers, the browser itself). */
  tabId: number;
  /** 0: the page's own document. */
  frameId: number;
  timeStamp: number;
  /** The document that asked; of a worker, its script. */
  documentUrl?: string | undefined;
  originUrl?: string | undefined;
  initiator?: string | undefined;
  /** Names the document, where the browser tells (Firefox 153 does, 140 does not). */
  documentId?: string | undefined;
  /** The frames around the one that asked, the page's own document last. */
  frameAncestors?: readonly { url: string; frameId: number }[] | undefined;
  incognito?: boolean | undefined;
  cookieStoreId?: string | undefined;
}

export interface ResponseDetails extends RequestDetails {
  statusCode: number;
  ip?: string | null | undefined;
  /** The proxy that the request went through ("direct": none); Firefox tells, null and absent are none or not told. */
  proxyInfo?: { type: string } | null | undefined;
  tlsInfo?: TlsInfo | undefined;
  /** Of this response; absent: its headers were not seen. */
  hsts?: Hsts | null | undefined;
}

export interface RedirectDetails extends ResponseDetails {
  redirectUrl: string;
}

export interface FailureDetails extends RequestDetails {
  ip?: string | null | undefined;
  tlsInfo?: TlsInfo | undefined;
  error: ConnectionError;
  /** The request was given up, which says nothing about the connection. */
  aborted: boolean;
}

/** What was learnt of a connection of the tab's present page, apart from the browser's events. */
export interface ToldDetails {
  tabId: number;
  url: string;
  timeStamp: number;
  tlsInfo: TlsInfo;
}

/** What the events of webNavigation have in common, as far as it is used here. */
export interface NavigationDetails {
  tabId: number;
  frameId: number;
  url: string;
  timeStamp: number;
  documentId?: string | undefined;
  transitionQualifiers?: readonly string[] | undefined;
}
