import { scriptingOf } from "./chromium-api.ts";
import { documentProtocol } from "./chromium-page-scripts.ts";
import type { TlsInfo } from "../core/tls-info.ts";

/**
 * What the page itself may know of its document's connection without the debugger: TCP or QUIC, and the HTTP version.
 * undefined where the browser keeps it back or lets no script into the document. Needs the permission "scripting".
 */
export async function protocolOfDocument(browser: object, tabId: number, documentId: string | undefined): Promise<TlsInfo | undefined> {
  const scripting = scriptingOf(browser);
  if (scripting === undefined) return undefined;
  const target = documentId === undefined ? { tabId } : { tabId, documentIds: [documentId] };
  // The web store, error pages and pages that are gone take no script.
  const [answer] = await scripting.executeScript({ target, func: documentProtocol }).catch(() => []);
  const alpn = answer?.result ?? "";
  if (alpn === "") return undefined;
  const quic = alpn.startsWith("h3");
  return {
    protocol: quic ? "QUIC" : "TLS",
    extra: { source: "chromium", alpn, ...(quic ? { unavailable: { cipherSuite: "quic", tlsVersion: "quic" } } : {}) },
  };
}
