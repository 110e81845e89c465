import type { WebRequest } from "webextension-polyfill";
import { Captures, capturings } from "./capturings.ts";
import { endEvent, httpsAlone, overTls } from "./end-event.ts";
import type { BrowserWebRequest, TlsWebRequest } from "./events.ts";
import { firefoxConnectionError, isHandshakeFailure } from "./firefox-errors.ts";
import { FirefoxReader } from "./firefox-reader.ts";
import { unreadableInfo } from "./firefox-security-info.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** How long the end of a request waits for an answer that Firefox owes. Milliseconds. */
const PATIENCE = 5000;

type HeadersDetails = WebRequest.OnHeadersReceivedDetailsType;
type Answer = Promise<TlsInfo | undefined>;

/** What was read of a request's latest hop. */
interface Capture {
  /** Tells the hops of one request apart. */
  hop: string;
  answer: Answer;
  /** Firefox has answered. */
  answered: boolean;
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
  const captures = new Captures<Capture>();

  function capture(details: HeadersDetails): Answer {
    const hop = `${details.timeStamp} ${details.url}`;
    const known = captures.get(details.requestId);
    if (known?.hop === hop) return known.answer;
    const read: Capture = { hop, answer: reader.read(details), answered: false };
    void read.answer.then(() => (read.answered = true));
    captures.set(details.requestId, read);
    return read.answer;
  }

  const { use, onTlsInfo } = capturings((filter, tell) => {
    const listener = (details: HeadersDetails): undefined => {
      try {
        if (overTls(details.url)) tell(details, capture(details));
      } catch (failure) {
        console.error("TLScope: reading a connection failed; the page goes on.", failure);
      }
    };
    // A blocking listener costs each request that it matches.
    webRequest.onHeadersReceived.addListener(listener, httpsAlone(filter), ["blocking", "responseHeaders"]);
    return () => webRequest.onHeadersReceived.removeListener(listener);
  });

  /** What was captured of a request that has come to its end. */
  async function atEnd(requestId: string): Answer {
    const captured = captures.end(requestId);
    if (captured === undefined || captured.answered) return await captured?.answer;
    return await within(captured.answer, patience, () => unreadableInfo("firefox", "read-failed"));
  }

  return {
    onCompleted: endEvent(webRequest.onCompleted, { use, join: ({ requestId }) => atEnd(requestId) }),
    onErrorOccurred: endEvent(webRequest.onErrorOccurred, {
      use,
      join: async (details) => {
        const captured = await atEnd(details.requestId);
        const error = firefoxConnectionError(details.error);
        reader.forget(details.url);
        const tlsInfo = captured ?? unreadableInfo("firefox", isHandshakeFailure(error) ? "handshake-failed" : "not-exposed");
        // However far the handshake came: add-ons are not told of what was sent.
        const unavailable = { ...tlsInfo.extra?.unavailable, sentChain: "not-exposed" as const };
        return { ...tlsInfo, extra: { source: "firefox", ...tlsInfo.extra, unavailable, error } };
      },
    }),
    onTlsInfo,
    tellsWithHeaders: true,
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
