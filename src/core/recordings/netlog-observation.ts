import type { Observation } from "../observation.ts";
import { chromiumError } from "../registry/chromium-errors.ts";
import type { TlsExtra, TlsInfo, Unavailable } from "../tls-info.ts";
import type { Decompressors } from "../wire/compressed-certificate.ts";
import { MESSAGE } from "../wire/handshake-messages.ts";
import type { ServerHello } from "../wire/server-hello.ts";
import { sentCertificates, serverHelloOf, serverNameOf, UNREADABLE } from "./handshake-messages.ts";
import { parametersOf, type Reasons } from "./parameters.ts";
import type { SeenHandshake } from "./seen-handshake.ts";

/** What an observation is made with, beside the handshake. */
export interface Making {
  /** ISO 8601 of the log's clock; undefined where it has no meaning. */
  timeOf: (ticks: number) => string | undefined;
  decompressors: Decompressors;
  /** Handshake messages are logged at all: older versions did not. */
  hasMessages: boolean;
  /** What the verifier said earlier of the same certificates for the same host: the error's name, null for valid. */
  recall: (host: string, sent: readonly Uint8Array[]) => string | null | undefined;
  remember: (host: string, sent: readonly Uint8Array[], error: string | null) => void;
}

/** The handshake as an Observation, each field known or with the reason why not; undefined where not even the server is known. */
export function netLogObservation(seen: SeenHandshake, making: Making): Observation | undefined {
  const host = seen.verdict?.host ?? seen.place?.host ?? (seen.clientHello && serverNameOf(seen.clientHello)) ?? seen.peer?.host;
  if (host === undefined) return undefined;
  const meant = seen.place?.host === host;
  // The peer is the server itself, unless the connection went through a proxy to it.
  const direct = !(seen.proxied && (meant || seen.place === undefined));
  const port = meant && seen.place?.port !== undefined ? seen.place.port : direct ? seen.peer?.port : undefined;
  const time = making.timeOf(seen.time);
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(direct && seen.peer !== undefined ? { ip: seen.peer.host } : {}),
    ...(time === undefined ? {} : { time }),
    tlsInfo: tlsInfoOf(seen, host, making),
  };
}

function tlsInfoOf(seen: SeenHandshake, host: string, making: Making): TlsInfo {
  const { result } = seen;
  const missing: Unavailable = seen.error === undefined ? "not-recorded" : "handshake-failed";
  // A NetLog tells nothing of these.
  const unavailable: Reasons = { delegatedCredential: "not-recorded" };
  const extra: TlsExtra = { source: "netlog", unavailable };
  const tlsInfo: TlsInfo = { protocol: seen.protocol, extra };
  const hello = serverHelloOf(seen.messages);
  const readHello = hello === UNREADABLE ? undefined : hello;

  const version = parametersOf(tlsInfo, extra, unavailable, seen, readHello, hello === UNREADABLE ? "read-failed" : missing);
  const resumed = result?.resumed ?? wasResumed(seen, readHello, making.hasMessages);
  if (resumed === undefined) unavailable.resumed = missing;
  else extra.resumed = resumed;
  if (result?.encryptedClientHello !== undefined) extra.encryptedClientHello = result.encryptedClientHello;
  else unavailable.encryptedClientHello = missing;

  const sent = sentOf(seen, resumed, version === undefined ? undefined : version === "TLS 1.3", missing, making);
  if (typeof sent === "string") unavailable.sentChain = sent;
  else tlsInfo.sentChain = sent;
  const leaf = seen.certificates?.[0];
  if (tlsInfo.sentChain === undefined && leaf !== undefined) extra.serverCertificate = leaf;
  judge(tlsInfo, extra, unavailable, seen, host, missing, making);
  return tlsInfo;
}

/** Where the browser did not tell: certificates that it has and that no message brought are those of an earlier session. */
function wasResumed({ protocol, messages, certificates }: SeenHandshake, hello: ServerHello | undefined, hasMessages: boolean): boolean | undefined {
  if (messages.has(MESSAGE.certificate) || messages.has(MESSAGE.compressedCertificate)) return false;
  if (hello?.preSharedKey === true) return true;
  return protocol === "TLS" && hasMessages && certificates !== undefined ? true : undefined;
}

function sentOf(seen: SeenHandshake, resumed: boolean | undefined, tls13: boolean | undefined, missing: Unavailable, { decompressors }: Making): Uint8Array[] | Unavailable {
  if (resumed === true) return "resumed";
  if (seen.certificates !== undefined) return seen.certificates;
  const sent = sentCertificates(seen.messages, tls13, decompressors);
  if (sent === undefined) return missing;
  return typeof sent !== "string" ? sent : sent === "compressed" ? "compressed" : "read-failed";
}

/** The browser's verdict, and the chain that it built. */
function judge(tlsInfo: TlsInfo, extra: TlsExtra, unavailable: Reasons, seen: SeenHandshake, host: string, missing: Unavailable, { recall, remember }: Making): void {
  const presented = seen.certificates ?? tlsInfo.sentChain;
  const told = seen.verdict?.result;
  const finished = seen.ended && seen.error === undefined;
  let error: string | null | undefined;
  if (told !== undefined) {
    error = told.error ?? null;
    if (presented !== undefined) remember(host, presented, error);
    if (told.builtChain !== undefined) tlsInfo.builtChain = told.builtChain;
    else unavailable.builtChain = "none";
    // Without a chain to a root there is none to speak of.
    if (told.knownRoot !== undefined && error !== "ERR_CERT_AUTHORITY_INVALID") extra.rootIsBuiltIn = told.knownRoot;
    else unavailable.rootIsBuiltIn = "none";
    if (told.transparency !== undefined) extra.certificateTransparency = told.transparency;
    else unavailable.certificateTransparency = "not-recorded";
  } else {
    // Without a job of its own the verdict came from the browser's memory, or there was none.
    const cached = seen.verdict === undefined && presented !== undefined && (finished || isCertificateError(seen.error?.name));
    const reason = cached ? "cached-verdict" : missing;
    unavailable.builtChain = reason;
    unavailable.rootIsBuiltIn = reason;
    unavailable.certificateTransparency = reason;
    if (cached) error = isCertificateError(seen.error?.name) ? seen.error?.name : recall(host, presented);
  }
  if (error === undefined) unavailable.chainValid = unavailable.builtChain ?? missing;
  else tlsInfo.chainValid = error === null;
  if (typeof error === "string" && finished) extra.exception = chromiumError(error).category ?? "unknown";
  if (seen.error !== undefined) extra.error = errorOf(isCertificateError(error ?? undefined) && seen.protocol === "QUIC" ? error ?? "" : seen.error.name);
}

function isCertificateError(name: string | undefined): boolean {
  return name !== undefined && name.startsWith("ERR_CERT");
}

function errorOf(name: string): NonNullable<TlsExtra["error"]> {
  return name.startsWith("ERR_") ? chromiumError(`net::${name}`) : { code: "tls-handshake", message: name, name: name.slice(0, 200) };
}
