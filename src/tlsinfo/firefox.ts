import type { WebRequest } from "webextension-polyfill";
import { call, endEvent, httpsAlone, overTls } from "./end-event.ts";
import { ListenerTable, type BrowserWebRequest, type TlsWebRequest, type WithTlsInfo } from "./events.ts";
import { connectionError, isHandshakeFailure } from "./firefox-errors.ts";
import { FirefoxReader } from "./firefox-reader.ts";
import { unreadable } from "./firefox-security-info.ts";
import { LruMap } from "./lru.ts";
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
    // A blocking listener costs each request that it matches.
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

  const use = (filter: WebRequest.RequestFilter): (() => void) => useCapturing(filter).release;

  const tlsInfoListeners = new ListenerTable<HeadersDetails>();
  return {
    onCompleted: endEvent(webRequest.onCompleted, { use, join: ({ requestId }) => atEnd(requestId) }),
    onErrorOccurred: endEvent(webRequest.onErrorOccurred, {
      use,
      join: async (details) => {
        const captured = await atEnd(details.requestId);
        const error = connectionError(details.error);
        reader.forget(details.url);
        const tlsInfo = captured ?? unreadable("firefox", isHandshakeFailure(error) ? "handshake-failed" : "not-exposed");
        // However far the handshake came: add-ons are not told.
        if (tlsInfo.extra?.unavailable !== undefined) tlsInfo.extra.unavailable.sentChain = "not-exposed";
        return { ...tlsInfo, extra: { source: "firefox", ...tlsInfo.extra, error } };
      },
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
