import type { WebRequest } from "webextension-polyfill";
import { call, endEvent, httpsAlone, overTls } from "./end-event.ts";
import { registeringEvent, type BrowserEvent, type BrowserWebRequest, type TlsWebRequest } from "./events.ts";
import { HANDED_OVER, type ExperimentCertificate, type ExperimentRecord } from "./experiment-record.ts";
import { categoryOf, errorNameOf, tlsInfoOfRecord } from "./experiment-tls-info.ts";
import { firefoxConnectionError, isAborted, isHandshakeFailure, namedError } from "./firefox-errors.ts";
import { unreadableInfo } from "./firefox-security-info.ts";
import { LruMap } from "../core/lru.ts";
import { Meeting } from "./meeting.ts";
import type { CertificateException, TlsInfo } from "../core/tls-info.ts";

/** Responses and failures that are remembered for the events of webRequest that they belong to. */
const REMEMBERED = 4000;
/** How long an event of webRequest waits for the experiment's. It comes before as a rule. Milliseconds. */
const PATIENCE = 2000;

/** browser.tlsConnections of the experiment. */
export interface TlsConnections {
  readonly onObserved: BrowserEvent<ExperimentRecord>;
}

/** A record as it is remembered. */
interface Told {
  /** undefined where a response came over no TLS connection. */
  tlsInfo: TlsInfo | undefined;
  errorName: string | undefined;
  category: CertificateException | undefined;
}

/** The experiment's API; undefined where this build or this Firefox has none. */
export function tlsConnectionsOf(browser: object): TlsConnections | undefined {
  const { tlsConnections } = browser as { tlsConnections?: TlsConnections };
  return typeof tlsConnections?.onObserved.addListener === "function" ? tlsConnections : undefined;
}

/**
 * The proposal on a Firefox with the experiment: the chain as sent, and failed handshakes. No listener is blocking. What
 * the experiment tells joins webRequest's events by requestId, whichever comes first.
 */
export function experimentWebRequest(webRequest: BrowserWebRequest, connections: TlsConnections, patience = PATIENCE): TlsWebRequest {
  const bytes = new LruMap<string, Uint8Array>(2 * HANDED_OVER);
  const told = new Meeting<Told>(REMEMBERED);
  const observing = new Map<string, { users: number; readonly listener: (record: ExperimentRecord) => void }>();

  function bytesOf({ sha256, der }: ExperimentCertificate): Uint8Array | undefined {
    const known = bytes.get(sha256);
    if (known !== undefined || der === undefined) return known;
    bytes.set(sha256, der);
    return der;
  }

  function observe(record: ExperimentRecord): void {
    const key = record.at === "failed" ? failureKey(record) : responseKey(record);
    told.tell(key, { tlsInfo: tlsInfoOfRecord(record, bytesOf), errorName: errorNameOf(record), category: categoryOf(record) });
  }

  /** Listens to the experiment, once for each filter. Gives what undoes it. */
  function use(filter: WebRequest.RequestFilter): () => void {
    const secure = httpsAlone(filter);
    const key = JSON.stringify(secure);
    let shared = observing.get(key);
    if (shared === undefined) {
      shared = { users: 0, listener: (record) => call(observe, record) };
      observing.set(key, shared);
      connections.onObserved.addListener(shared.listener, secure);
    }
    shared.users += 1;
    const { listener } = shared;
    return () => {
      const left = observing.get(key);
      if (left === undefined) return;
      left.users -= 1;
      if (left.users > 0) return;
      connections.onObserved.removeListener(listener);
      observing.delete(key);
    };
  }

  async function failureOf(details: WebRequest.OnErrorOccurredDetailsType): Promise<TlsInfo> {
    const inWords = firefoxConnectionError(details.error);
    // A request that was given up may never have begun, and then nothing comes.
    const failure = await told.ask(failureKey(details), isAborted(inWords) ? 0 : patience);
    const response = failure?.tlsInfo?.sentChain === undefined ? await told.ask(responseKey(details), 0) : undefined;
    const error = failure?.errorName === undefined ? inWords : namedError(failure.errorName, details.error, failure.category);
    const tlsInfo = response?.tlsInfo ?? failure?.tlsInfo ?? unreadableInfo("experiment", isHandshakeFailure(error) ? "handshake-failed" : "not-exposed");
    return { ...tlsInfo, extra: { source: "experiment", ...tlsInfo.extra, error } };
  }

  return {
    onCompleted: endEvent(webRequest.onCompleted, { use, join: async (details) => (await told.ask(responseKey(details), patience))?.tlsInfo }),
    onErrorOccurred: endEvent(webRequest.onErrorOccurred, { use, join: failureOf }),
    onTlsInfo: registeringEvent((listener, filter) => {
      const release = use(filter);
      const atHeaders = (details: WebRequest.OnHeadersReceivedDetailsType): void => {
        if (!overTls(details.url)) return;
        void told.ask(responseKey(details), patience).then((answer) => {
          if (answer?.tlsInfo !== undefined) call(listener, { ...details, tlsInfo: answer.tlsInfo });
        });
      };
      webRequest.onHeadersReceived.addListener(atHeaders, httpsAlone(filter), ["responseHeaders"]);
      return () => {
        webRequest.onHeadersReceived.removeListener(atHeaders);
        release();
      };
    }),
    tellsWithHeaders: true,
  };
}

/** Tells the hops of one request apart. */
function responseKey({ requestId, url }: { requestId: string; url: string }): string {
  return `response ${requestId} ${url}`;
}

function failureKey({ requestId }: { requestId: string }): string {
  return `failure ${requestId}`;
}
