import { askWith } from "../scan/ask.ts";
import type { ServerHandshake } from "../wire/server-flight.ts";
import { browserHello, notOfferedAs, offersGroupAs } from "./browser-hello.ts";
import { asSentence, ProbeError, type ProbeFailure } from "./failure.ts";
import type { BrowserOffer, ProbeOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** What a server answered to a ClientHello that offers what a browser does. */
export interface AskedAsBrowser {
  address?: string;
  /** As far as its certificate and signature; the handshake was not finished. */
  handshake?: ServerHandshake;
  failure?: ProbeFailure;
  /** What the browser offers and this hello did not, in words: the server may send the browser something else for it. */
  notOffered: readonly string[];
  milliseconds: number;
}

/** Asks as the browser would, and with the share that the server then asks for. Never throws for what the server does. */
export async function askAsBrowser(target: Target, options: ProbeOptions, browser: BrowserOffer, serverName: string | null): Promise<AskedAsBrowser> {
  const began = performance.now();
  const notOffered = notOfferedAs(browser);
  try {
    let answer = await askWith(target, options, browserHello(browser, serverName, options, target.port));
    const wanted = answer.seen.helloRetryRequest?.group;
    // On a connection of its own: what was answered to the first hello is no part of it.
    if (wanted !== undefined && offersGroupAs(browser, wanted)) answer = await askWith(target, options, browserHello(browser, serverName, options, target.port, wanted));
    const { seen, address, ending } = answer;
    const failure = seen.certificates === undefined ? failureOf(seen, ending) : undefined;
    return { handshake: seen, notOffered, milliseconds: performance.now() - began, ...(address === undefined ? {} : { address }), ...(failure === undefined ? {} : { failure }) };
  } catch (error) {
    if (!(error instanceof ProbeError)) throw error;
    return { notOffered, milliseconds: performance.now() - began, failure: { stage: "connect", code: error.code, message: asSentence(error.message) } };
  }
}

function failureOf({ alerts, serverHello, helloRetryRequest }: ServerHandshake, ending: string): ProbeFailure {
  const alert = alerts.find(({ fatal }) => fatal);
  if (alert !== undefined) return { stage: "handshake", code: "tls-handshake", name: alert.name, message: `The server ended the handshake with the alert ${alert.name} (${alert.description}).` };
  if (serverHello === undefined && helloRetryRequest !== undefined) return { stage: "handshake", code: "tls-handshake", message: "The server asks for a group for which no share can be made here." };
  if (ending === "reset") return { stage: "handshake", code: "connection-reset", message: "The server reset the connection in the handshake." };
  if (ending === "no-tls") return { stage: "handshake", code: "tls-handshake", message: "The server sent what is no TLS handshake." };
  return { stage: "handshake", code: "connection-closed", message: "The server closed the connection in the handshake." };
}
