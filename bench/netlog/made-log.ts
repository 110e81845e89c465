/**
 * Logs in Chromium's NetLog format, made up: the events that a connection leaves, and those around it that are of no use.
 * Numbers of types are not Chromium's, so that who reads them must look them up.
 */
import { toBase64 } from "../../src/core/bytes/base64.ts";
import { toPem } from "../../src/core/x509/pem.ts";

const EVENT_NAMES = [
  "REQUEST_ALIVE", "URL_REQUEST_START_JOB", "HTTP_TRANSACTION_SEND_REQUEST_HEADERS", "HTTP_TRANSACTION_READ_RESPONSE_HEADERS", "CONNECT_JOB",
  "SOCKET_POOL_CONNECT_JOB_CREATED", "SSL_CONNECT_JOB_CONNECT", "HTTP_PROXY_CONNECT_JOB_CONNECT", "SOCKET_ALIVE", "TCP_CONNECT", "SSL_CONNECT", "SSL_HANDSHAKE_MESSAGE_SENT",
  "SSL_HANDSHAKE_MESSAGE_RECEIVED", "SSL_CERTIFICATES_RECEIVED", "SSL_HANDSHAKE_ERROR", "SSL_ALERT_RECEIVED", "CERT_VERIFIER_REQUEST", "CERT_VERIFIER_REQUEST_BOUND_TO_JOB",
  "CERT_VERIFIER_JOB", "SOCKET_IN_USE", "SOCKET_BYTES_SENT", "SOCKET_BYTES_RECEIVED", "SSL_SOCKET_BYTES_SENT", "SSL_SOCKET_BYTES_RECEIVED", "HOST_RESOLVER_MANAGER_REQUEST", "HTTP2_SESSION_RECV_DATA",
  "QUIC_SESSION", "QUIC_SESSION_PACKET_RECEIVED", "QUIC_SESSION_CRYPTO_FRAME_RECEIVED", "QUIC_SESSION_HANDSHAKE_DONE_FRAME_RECEIVED", "QUIC_SESSION_CLOSED",
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

const SOURCE_NAMES = ["NONE", "URL_REQUEST", "SSL_CONNECT_JOB", "SOCKET", "CERT_VERIFIER_JOB", "QUIC_SESSION"] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

const numbered = <Name extends string>(names: readonly Name[], first: number): Record<Name, number> => Object.fromEntries(names.map((name, index) => [name, first + index])) as Record<Name, number>;

const TYPES = numbered(EVENT_NAMES, 301);
const SOURCES = numbered(SOURCE_NAMES, 71);
/** Begin and end are turned about, too. */
const PHASES = { none: 0, begin: 2, end: 1 } as const;

/** Milliseconds since the epoch at tick 0. */
export const TICK_OFFSET = Date.UTC(2026, 10, 21, 12);

export const CONSTANTS = {
  activeFieldTrialGroups: [],
  clientInfo: { command_line: "/usr/bin/chromium --user-data-dir=/home/somebody/secret-profile", name: "Chromium", version: "156.0.8078.108" },
  logEventPhase: { PHASE_BEGIN: PHASES.begin, PHASE_END: PHASES.end, PHASE_NONE: PHASES.none },
  logEventTypes: TYPES,
  logSourceType: SOURCES,
  netError: { ERR_CERT_AUTHORITY_INVALID: -202, ERR_CERT_COMMON_NAME_INVALID: -200, ERR_CERT_DATE_INVALID: -201, ERR_CONNECTION_RESET: -101, ERR_SSL_VERSION_OR_CIPHER_MISMATCH: -113 },
  quicError: { QUIC_HANDSHAKE_FAILED: 28, QUIC_NETWORK_IDLE_TIMEOUT: 25 },
  timeTickOffset: TICK_OFFSET,
};

/** One event as Chromium writes it: members in the order of the alphabet. */
export function event(type: EventName, phase: keyof typeof PHASES, source: SourceName, id: number, time: number, params?: object): string {
  return JSON.stringify({ ...(params === undefined ? {} : { params }), phase: PHASES[phase], source: { id, start_time: String(time), type: SOURCES[source] }, time: String(time), type: TYPES[type] });
}

export function header(constants: object = CONSTANTS): string {
  return `{"constants":${JSON.stringify(constants)},\n"events": [\n`;
}

export const END = "],\n\"polledData\": {\"httpCacheInfo\":{\"stats\":[]}}}\n";

/** The whole log of these events. */
export function log(events: readonly string[], constants?: object): string {
  return `${header(constants)}${events.join(",\n")}${END}`;
}

export interface MadeConnection {
  /** The first of ten source numbers that are the connection's own. */
  id: number;
  time: number;
  host: string;
  /** Default 443. */
  port?: number;
  address?: string;
  /** DER. */
  sent?: readonly Uint8Array[];
  /** What the verifier's job ends with; null: the verdict came from the browser's memory. */
  verdict?: { built: readonly Uint8Array[]; error?: number; knownRoot?: boolean; transparency?: string } | null;
  /** What SSL_CONNECT ends with; null: it does not end. */
  result?: object | null;
}

export const GOOD_RESULT = { cipher_suite: 4865, encrypted_client_hello: false, is_resumed: false, key_exchange_group: 4588, next_proto: "h2", peer_signature_algorithm: 1027, version: "TLS 1.3" };

/** The handshake message of a type with this body, as it stands in a log. */
export function message(type: number, body: Uint8Array): { bytes: string; type: number } {
  const { length } = body;
  return { bytes: toBase64(Uint8Array.of(type, length >> 16, length >> 8 & 255, length & 255, ...body)), type };
}

/** The body of a Certificate message of TLS 1.3 (RFC 8446 section 4.4.2). */
export function certificateBody(chain: readonly Uint8Array[]): Uint8Array {
  const entries = chain.flatMap((der) => [der.length >> 16, der.length >> 8 & 255, der.length & 255, ...der, 0, 0]);
  return Uint8Array.of(0, entries.length >> 16, entries.length >> 8 & 255, entries.length & 255, ...entries);
}

/** The events of one connection, in order. */
export function connection({ id, time, host, port = 443, address = "192.0.2.7:443", sent, verdict = null, result = GOOD_RESULT }: MadeConnection): string[] {
  const [connectJob, socket, verifierJob] = [id, id + 1, id + 2];
  const origin = `https://${host}${port === 443 ? "" : `:${port}`}`;
  const pems = sent?.map((der) => toPem(der));
  const depends = (source: number, type: SourceName): object => ({ source_dependency: { id: source, type: SOURCES[type] } });
  return [
    event("CONNECT_JOB", "begin", "SSL_CONNECT_JOB", connectJob, time),
    event("SOCKET_POOL_CONNECT_JOB_CREATED", "none", "SSL_CONNECT_JOB", connectJob, time, { backup_job: false, group_id: `pm/${origin} <https://top.example same_site>` }),
    event("SOCKET_ALIVE", "begin", "SOCKET", socket, time, depends(connectJob, "SSL_CONNECT_JOB")),
    event("TCP_CONNECT", "begin", "SOCKET", socket, time, { address_list: [address] }),
    event("TCP_CONNECT", "end", "SOCKET", socket, time, { local_address: "192.0.2.1:50000", remote_address: address }),
    event("SSL_CONNECT", "begin", "SOCKET", socket, time),
    ...(sent === undefined || pems === undefined ? [] : [
      event("SSL_HANDSHAKE_MESSAGE_RECEIVED", "none", "SOCKET", socket, time, message(11, certificateBody(sent))),
      event("SSL_CERTIFICATES_RECEIVED", "none", "SOCKET", socket, time, { certificates: pems }),
    ]),
    ...(verdict === null ? [] : [
      event("CERT_VERIFIER_JOB", "begin", "CERT_VERIFIER_JOB", verifierJob, time, { certificates: pems, host, verifier_flags: 0 }),
      event("CERT_VERIFIER_REQUEST", "begin", "SOCKET", socket, time),
      event("CERT_VERIFIER_REQUEST_BOUND_TO_JOB", "none", "SOCKET", socket, time, depends(verifierJob, "CERT_VERIFIER_JOB")),
      event("CERT_VERIFIER_JOB", "end", "CERT_VERIFIER_JOB", verifierJob, time + 1, {
        cert_status: 0, ct_compliance_status: verdict.transparency ?? "COMPLIES_VIA_SCTS", is_issued_by_known_root: verdict.knownRoot ?? true,
        ...(verdict.error === undefined ? {} : { net_error: verdict.error }), verified_cert: { certificates: verdict.built.map((der) => toPem(der)) },
      }),
      event("CERT_VERIFIER_REQUEST", "end", "SOCKET", socket, time + 1),
    ]),
    ...(result === null ? [] : [event("SSL_CONNECT", "end", "SOCKET", socket, time + 2, result), event("CONNECT_JOB", "end", "SSL_CONNECT_JOB", connectJob, time + 2)]),
  ];
}

/** A request's events, which hold what nobody must find again. */
export function request(id: number, time: number, host: string, secret: string): string[] {
  return [
    event("REQUEST_ALIVE", "begin", "URL_REQUEST", id, time, { priority: "MEDIUM", traffic_annotation: 101845102, url: `https://${host}/private/${secret}?token=${secret}` }),
    event("URL_REQUEST_START_JOB", "begin", "URL_REQUEST", id, time, { initiator: `https://${host}`, load_flags: 0, method: "GET", url: `https://user:${secret}@${host}/private/${secret}` }),
    event("HTTP_TRANSACTION_SEND_REQUEST_HEADERS", "none", "URL_REQUEST", id, time, { headers: [`Host: ${host}`, `Cookie: session=${secret}`, `Authorization: Bearer ${secret}`, `Referer: https://${host}/${secret}`] }),
    event("HTTP_TRANSACTION_READ_RESPONSE_HEADERS", "none", "URL_REQUEST", id, time, { headers: ["HTTP/1.1 200", `Set-Cookie: session=${secret}; HttpOnly`, `X-Secret: ${secret}`] }),
  ];
}
