import type { Observation } from "../observation.ts";
import type { TlsExtra, TlsInfo, Unavailable } from "../tls-info.ts";
import type { Decompressors } from "../wire/compressed-certificate.ts";
import { MESSAGE } from "../wire/handshake-messages.ts";
import { TLS_1_3, type ServerHello } from "../wire/server-hello.ts";
import { sentCertificates, serverHelloOf, serverNameOf, UNREADABLE } from "./handshake-messages.ts";
import { parametersOf, type Reasons } from "./parameters.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** A handshake as it went over the wire, as an Observation: what the client made of it is in none of it. undefined: nobody knows with whom it was. */
export function trafficObservation(seen: SeenTraffic, decompressors: Decompressors): Observation | undefined {
  const host = seen.place?.host ?? (seen.clientHello && serverNameOf(seen.clientHello)) ?? seen.peer?.host;
  if (host === undefined) return undefined;
  const peer = seen.behindOther ? undefined : seen.peer;
  const port = seen.place?.port ?? peer?.port;
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(peer === undefined ? {} : { ip: peer.host }),
    ...(seen.time !== undefined && seen.time >= 0 && seen.time < 253_402_300_800_000 ? { time: new Date(seen.time).toISOString() } : {}),
    tlsInfo: tlsInfoOf(seen, decompressors),
  };
}

function tlsInfoOf(seen: SeenTraffic, decompressors: Decompressors): TlsInfo {
  const { messages, protocol, error } = seen;
  const unavailable: Reasons = {};
  for (const field of ["builtChain", "chainValid", "encryptedClientHello", "delegatedCredential", "certificateTransparency", "rootIsBuiltIn"] as const) unavailable[field] = "not-recorded";
  const extra: TlsExtra = { source: "capture", unavailable };
  const tlsInfo: TlsInfo = { protocol, extra };
  const hello = serverHelloOf(messages);
  const readHello = hello === UNREADABLE ? undefined : hello;
  const sealed = readHello !== undefined && isSealed(seen, readHello);
  const missing: Unavailable = hello === UNREADABLE ? "read-failed" : sealed ? "no-keys" : error !== undefined ? "handshake-failed" : "not-recorded";

  const resumed = readHello && wasResumed(seen, readHello);
  if (resumed === undefined) unavailable.resumed = missing;
  else extra.resumed = resumed;
  parametersOf(tlsInfo, extra, unavailable, { protocol, messages }, readHello, resumed === true ? "resumed" : missing);
  // The protocol is agreed on anew in every session.
  if (unavailable.alpn === "resumed") unavailable.alpn = missing;

  const sent = resumed === true ? "resumed" : sentCertificates(messages, readHello && readHello.version === TLS_1_3, decompressors) ?? missing;
  if (typeof sent !== "string") tlsInfo.sentChain = sent;
  else unavailable.sentChain = sent === UNREADABLE ? "read-failed" : sent;
  if (error !== undefined) extra.error = error;
  return tlsInfo;
}

/** Whether what follows the ServerHello of TLS 1.3 could not be opened. */
function isSealed({ messages }: SeenTraffic, { version }: ServerHello): boolean {
  return version === TLS_1_3 && !messages.has(MESSAGE.encryptedExtensions);
}

function wasResumed({ messages, serverChangedCipher }: SeenTraffic, hello: ServerHello): boolean | undefined {
  if (messages.has(MESSAGE.certificate) || messages.has(MESSAGE.compressedCertificate)) return false;
  if (hello.version === TLS_1_3) return hello.preSharedKey;
  // Without a Certificate message straight to the agreed keys (RFC 5246 section 7.3).
  return serverChangedCipher ? true : undefined;
}
