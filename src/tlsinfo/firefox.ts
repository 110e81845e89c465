import type { WebRequest } from "webextension-polyfill";
import { ListenerTable, TLS_INFO, type BrowserEvent, type BrowserWebRequest, type TlsEvent, type TlsWebRequest, type WithTlsInfo } from "./events.ts";
import { connectionError, isHandshakeFailure } from "./firefox-errors.ts";
import { FirefoxReader } from "./firefox-reader.ts";
import { unreadable } from "./firefox-security-info.ts";
import { LruMap } from "./lru.ts";
import { register } from "./native.ts";
import type { TlsInfo } from "./types.ts";

/** Requests between headers and end whose information is kept; the oldest is let go, and its end comes without tlsInfo. */
const OPEN_REQUESTS = 4000;
/** Requests just ended, kept since several listeners may ask. */
const ENDED_REQUESTS = 200;
/** How long the end of a request waits for an answer that Firefox owes. Milliseconds. */
const PATIENCE = 5000;

type HeadersDetails = WebRequest.OnHeadersReceivedDetailsType;
type Answer = Promise<TlsInfo | undefined>;

/** What was read of a request's latest hop. */
interface Capture {
  /** Tells the hops of one request apart. */
  hop: string;
  answer: Answer;
}

/** A blocking listener that captures, shared by all listeners with the same filter. */
interface Capturing {
  users: number;
  readonly onTlsInfo: Set<(details: WithTlsInfo<HeadersDetails>) => void>;
  readonly listener: (details: HeadersDetails) => undefined;
}

/**
 * The proposal on Firefox, from webRequest.getSecurityInfo.
 *
 * Firefox answers getSecurityInfo only to a blocking listener, and the answer may be awaited after the listener has
 * returned: ours asks in onHeadersReceived and returns nothing at once, so that no response is ever held. The answer
 * joins the request's end by its requestId.
 */
export function firefoxWebRequest(webRequest: BrowserWebRequest, patience = PATIENCE): TlsWebRequest {
  const reader = new FirefoxReader(webRequest);
  const open = new LruMap<string, Capture>(OPEN_REQUESTS);
  const ended = new LruMap<string, Capture>(ENDED_REQUESTS);
  const capturings = new Map<string, Capturing>();

  function capture(details: HeadersDetails): Answer {
    const hop = `${details.timeStamp} ${details.url}`;
    const known = open.get(details.requestId);
    if (known?.hop === hop) return known.answer;
    const answer = reader.read(details);
    open.set(details.requestId, { hop, answer });
    return answer;
  }

  function capturingFor(filter: WebRequest.RequestFilter): Capturing {
    const key = JSON.stringify(filter);
    const existing = capturings.get(key);
    if (existing !== undefined) return existing;
    const onTlsInfo = new Set<(details: WithTlsInfo<HeadersDetails>) => void>();
    const listener = (details: HeadersDetails): undefined => {
      try {
        if (!overTls(details.url)) return;
        const answer = capture(details);
        if (onTlsInfo.size > 0) {
          void answer.then((tlsInfo) => {
            if (tlsInfo !== undefined) for (const told of onTlsInfo) call(told, { ...details, tlsInfo });
          });
        }
      } catch (failure) {
        console.error("TLScope: reading a connection failed; the page goes on.", failure);
      }
    };
    const capturing: Capturing = { users: 0, onTlsInfo, listener };
    capturings.set(key, capturing);
    webRequest.onHeadersReceived.addListener(listener, httpsAlone(filter), ["blocking", "responseHeaders"]);
    return capturing;
  }

  /** Gives what undoes it. */
  function useCapturing(filter: WebRequest.RequestFilter): { capturing: Capturing; release: () => void } {
    const capturing = capturingFor(filter);
    capturing.users += 1;
    return {
      capturing,
      release: () => {
        capturing.users -= 1;
        if (capturing.users === 0) {
          webRequest.onHeadersReceived.removeListener(capturing.listener);
          capturings.delete(JSON.stringify(filter));
        }
      },
    };
  }

  /** What was captured of a request that has come to its end. */
  async function atEnd(requestId: string): Answer {
    const captured = open.get(requestId) ?? ended.get(requestId);
    if (captured === undefined) return undefined;
    open.delete(requestId);
    ended.set(requestId, captured);
    return await within(captured.answer, patience, () => unreadable("firefox", "read-failed"));
  }

  function endEvent<Details extends { requestId: string; url: string }>(event: BrowserEvent<Details>, complete: (details: Details, tlsInfo: TlsInfo | undefined) => TlsInfo | undefined): TlsEvent<Details> {
    const table = new ListenerTable<Details>();
    return {
      addListener: (listener, filter, extraInfoSpec) => {
        const own = extraInfoSpec?.filter((option) => option !== TLS_INFO);
        table.add(listener, () => {
          if (extraInfoSpec === undefined || own?.length === extraInfoSpec.length) {
            register(event, listener, filter, own);
            return () => event.removeListener(listener);
          }
          const { release } = useCapturing(filter);
          const atRequestEnd = (details: Details): void => {
            if (!overTls(details.url)) {
              call(listener, details);
              return;
            }
            void atEnd(details.requestId).then((captured) => {
              const tlsInfo = complete(details, captured);
              call(listener, tlsInfo === undefined ? details : { ...details, tlsInfo });
            });
          };
          register(event, atRequestEnd, filter, own);
          return () => {
            event.removeListener(atRequestEnd);
            release();
          };
        });
      },
      removeListener: (listener) => table.remove(listener),
      hasListener: (listener) => table.has(listener),
    };
  }

  const tlsInfoListeners = new ListenerTable<HeadersDetails>();
  return {
    onCompleted: endEvent(webRequest.onCompleted, (_details, captured) => captured),
    onErrorOccurred: endEvent(webRequest.onErrorOccurred, (details, captured) => {
      const error = connectionError(details.error);
      reader.forget(details.url);
      const tlsInfo = captured ?? unreadable("firefox", isHandshakeFailure(error) ? "handshake-failed" : "not-exposed");
      return { ...tlsInfo, extra: { source: "firefox", ...tlsInfo.extra, error } };
    }),
    onTlsInfo: {
      addListener: (listener, filter) => tlsInfoListeners.add(listener, () => {
        const { capturing, release } = useCapturing(filter);
        capturing.onTlsInfo.add(listener);
        return () => {
          capturing.onTlsInfo.delete(listener);
          release();
        };
      }),
      removeListener: (listener) => tlsInfoListeners.remove(listener),
      hasListener: (listener) => tlsInfoListeners.has(listener),
    },
  };
}

function overTls(url: string): boolean {
  return url.startsWith("https:") || url.startsWith("wss:");
}

/** A blocking listener costs each request that it matches: plain http is left out where the filter is for all. */
function httpsAlone(filter: WebRequest.RequestFilter): WebRequest.RequestFilter {
  return filter.urls.includes("<all_urls>") ? { ...filter, urls: ["https://*/*", "wss://*/*"] } : filter;
}

function call<Details>(listener: (details: Details) => void, details: Details): void {
  try {
    listener(details);
  } catch (failure) {
    console.error("TLScope: a listener failed.", failure);
  }
}

async function within<Value>(promise: Promise<Value>, milliseconds: number, late: () => Value): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(late()), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
