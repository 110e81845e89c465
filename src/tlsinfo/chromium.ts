import type { WebRequest } from "webextension-polyfill";
import { chromiumError } from "../core/registry/chromium-errors.ts";
import type { ChromiumInspector } from "./chromium-inspector.ts";
import { Captures, capturings, OPEN_REQUESTS } from "./capturings.ts";
import { endEvent, httpsAlone, overTls } from "./end-event.ts";
import type { BrowserWebRequest, TlsWebRequest } from "./events.ts";
import { isHandshakeFailure } from "./firefox-errors.ts";
import { unreadableInfo } from "./firefox-security-info.ts";
import { Meeting } from "./meeting.ts";
import { register } from "./native.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/** How long a response of a tab that is followed waits for the debugger to notice it. Milliseconds. */
const PATIENCE = 1000;
/** The same for the browser's own securityInfo, which is told by an event of its own. */
const LEAF_PATIENCE = 200;

type HeadersDetails = WebRequest.OnHeadersReceivedDetailsType;
type EndDetails = Pick<WebRequest.OnCompletedDetailsType, "requestId" | "url" | "tabId" | "type"> & { fromCache?: boolean };

/** What Chromium's webRequest gives in onHeadersReceived where its flag WebRequestSecurityInfo is on. */
interface SecurityInfo {
  state: "secure" | "broken" | "insecure";
  certificates?: { rawDER?: ArrayBuffer }[];
}

/**
 * The proposal on Chromium, which tells add-ons nothing of a connection but why it failed. The server's certificate and
 * whether the chain is valid come where the browser's flag is on; all else comes from the inspector, for tabs that it
 * follows. No listener is blocking.
 */
export function chromiumWebRequest(webRequest: BrowserWebRequest, inspector?: ChromiumInspector, patience = PATIENCE): TlsWebRequest {
  const captures = new Captures<{ url: string; answer: Promise<TlsInfo> }>();
  const leaves = new Meeting<SecurityInfo>(OPEN_REQUESTS);
  let flagged = false;

  async function read({ requestId, url, tabId, type, fromCache }: EndDetails, wait: boolean): Promise<TlsInfo> {
    const [told, leaf] = await Promise.all([
      // The debugger tells nothing of the connection of a WebSocket.
      type === "websocket" ? undefined : inspector?.take({ tabId, url }, wait ? patience : 0),
      leaves.take(`${requestId} ${url}`, wait && flagged ? LEAF_PATIENCE : 0),
    ]);
    const tlsInfo = told ?? withLeaf(leaf);
    return { ...tlsInfo, extra: { source: "chromium", ...tlsInfo.extra, ...(fromCache === true ? { fromCache } : {}) } };
  }

  function capture(details: HeadersDetails): Promise<TlsInfo> {
    const known = captures.get(details.requestId);
    if (known?.url === details.url) return known.answer;
    const answer = read(details, true);
    captures.set(details.requestId, { url: details.url, answer });
    return answer;
  }

  async function atEnd(details: EndDetails): Promise<TlsInfo> {
    const captured = captures.end(details.requestId);
    // Without headers before it: the service worker was started for the end of the request.
    if (captured?.url !== details.url) return await read(details, false);
    const tlsInfo = await captured.answer;
    return details.fromCache === true ? { ...tlsInfo, extra: { source: "chromium", ...tlsInfo.extra, fromCache: true } } : tlsInfo;
  }

  const { use, onTlsInfo } = capturings((filter, tell) => {
    const secure = httpsAlone(filter);
    const withSecurityInfo = (details: HeadersDetails): void => {
      const { securityInfo } = details as { securityInfo?: SecurityInfo };
      if (securityInfo === undefined) return;
      flagged = true;
      leaves.tell(`${details.requestId} ${details.url}`, securityInfo);
    };
    const plain = (details: HeadersDetails): void => {
      if (overTls(details.url)) tell(details, capture(details));
    };
    // With the flag off the browser takes the listener and calls it, if at all, without the member: another, plain one has to stand beside it.
    const registered = tryToRegister(() => register(webRequest.onHeadersReceived, withSecurityInfo, secure, ["securityInfo", "securityInfoRawDer"]));
    register(webRequest.onHeadersReceived, plain, secure, ["responseHeaders"]);
    return () => {
      if (registered) webRequest.onHeadersReceived.removeListener(withSecurityInfo);
      webRequest.onHeadersReceived.removeListener(plain);
    };
  });

  return {
    onCompleted: endEvent(webRequest.onCompleted, { use, join: atEnd }),
    onErrorOccurred: endEvent(webRequest.onErrorOccurred, {
      use,
      join: async (details) => {
        const error = chromiumError(details.error);
        const captured = captures.end(details.requestId);
        const tlsInfo = await captured?.answer ?? unreadableInfo("chromium", isHandshakeFailure(error) ? "handshake-failed" : "not-exposed");
        // However far the handshake came: add-ons are not told.
        return { ...tlsInfo, extra: { source: "chromium", ...tlsInfo.extra, unavailable: { ...tlsInfo.extra?.unavailable, sentChain: "not-exposed" }, error } };
      },
    }),
    onTlsInfo,
    // The address is told at the end alone.
    tellsWithHeaders: false,
  };
}

/** What the browser's flag tells: whether the chain is valid, and the server's own certificate. */
function withLeaf(leaf: SecurityInfo | undefined): TlsInfo {
  const nothing = unreadableInfo("chromium", "not-exposed");
  if (leaf === undefined || leaf.state === "insecure") return nothing;
  const unavailable = { ...nothing.extra?.unavailable };
  delete unavailable.chainValid;
  const der = leaf.certificates?.[0]?.rawDER;
  return {
    chainValid: leaf.state === "secure",
    extra: {
      source: "chromium",
      unavailable: leaf.state === "secure" ? unavailable : { ...unavailable, builtChain: "exception-accepted" },
      ...(leaf.state === "secure" ? {} : { exception: "unknown" }),
      ...(der === undefined ? {} : { serverCertificate: new Uint8Array(der) }),
    },
  };
}

/** A browser that does not know an extra-spec throws at once. */
function tryToRegister(add: () => void): boolean {
  try {
    add();
    return true;
  } catch {
    return false;
  }
}
