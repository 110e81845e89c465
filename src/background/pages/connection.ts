import type { Observation } from "../../core/observation.ts";
import type { ConnectionError, Hsts, TlsExtra, TlsField, TlsInfo, Unavailable } from "../../core/tls-info.ts";
import type { CertificateBytes } from "./certificate-bytes.ts";

export type ConnectionScheme = "https:" | "http:" | "wss:" | "ws:";

/** A TlsInfo as JSON: each certificate by its SHA-256. */
export type StoredTlsInfo = Omit<TlsInfo, "builtChain" | "sentChain" | "extra"> & {
  builtChain?: string[];
  sentChain?: string[];
  extra?: Omit<TlsExtra, "serverCertificate"> & { serverCertificate?: string };
};

/** One kind of connection to one host: all requests over TLS connections that are alike. JSON. */
export interface StoredConnection {
  scheme: ConnectionScheme;
  host: string;
  port: number;
  ip?: string;
  /** The address at the other end, where the browser does not tell whether it is a proxy's (Chromium): nothing is judged by it. */
  endpoint?: string;
  requests: number;
  /** Requests by webRequest resource type. */
  types: Record<string, number>;
  /** Milliseconds since the epoch. */
  firstSeen: number;
  lastSeen: number;
  /** The page's own document came over it. */
  main: boolean;
  /** Absent for plain http. */
  tls?: StoredTlsInfo;
  hsts?: Hsts | null;
  error?: ConnectionError;
}

/** Where a request goes: undefined for schemes without a connection of their own (data:, blob:, file:, about:). */
export function destination(url: string): { scheme: ConnectionScheme; host: string; port: number } | undefined {
  const { protocol, hostname, port } = new URL(url);
  switch (protocol) {
    case "https:":
    case "wss:":
      return { scheme: protocol, host: withoutBrackets(hostname), port: port === "" ? 443 : Number(port) };
    case "http:":
    case "ws:":
      return { scheme: protocol, host: withoutBrackets(hostname), port: port === "" ? 80 : Number(port) };
    default:
      return undefined;
  }
}

export function isSecure(scheme: ConnectionScheme): boolean {
  return scheme === "https:" || scheme === "wss:";
}

/** Replaces the certificates' bytes by their hashes, keeping the bytes in the store. */
export function toStored(tlsInfo: TlsInfo, certificates: CertificateBytes): StoredTlsInfo {
  const { builtChain, sentChain, extra, ...rest } = tlsInfo;
  const stored: StoredTlsInfo = rest;
  if (builtChain !== undefined) stored.builtChain = builtChain.map((der) => certificates.intern(der));
  if (sentChain !== undefined) stored.sentChain = sentChain.map((der) => certificates.intern(der));
  if (extra !== undefined) {
    const { serverCertificate, ...others } = extra;
    stored.extra = serverCertificate === undefined ? others : { ...others, serverCertificate: certificates.intern(serverCertificate) };
  }
  return stored;
}

/** Puts the certificates' bytes back; a chain whose bytes were let go is unavailable, "bytes-missing". */
export function fromStored(stored: StoredTlsInfo, certificates: CertificateBytes): TlsInfo {
  const { builtChain, sentChain, extra, ...rest } = stored;
  const tlsInfo: TlsInfo = rest;
  const missing: Partial<Record<TlsField, Unavailable>> = {};
  const built = bytesOf(builtChain, certificates);
  if (built !== undefined) tlsInfo.builtChain = built;
  else if (builtChain !== undefined) missing.builtChain = "bytes-missing";
  const sent = bytesOf(sentChain, certificates);
  if (sent !== undefined) tlsInfo.sentChain = sent;
  else if (sentChain !== undefined) missing.sentChain = "bytes-missing";
  if (extra !== undefined) {
    const { serverCertificate, ...others } = extra;
    const server = serverCertificate === undefined ? undefined : certificates.get(serverCertificate);
    tlsInfo.extra = {
      ...others,
      unavailable: { ...others.unavailable, ...missing },
      ...(server === undefined ? {} : { serverCertificate: server }),
    };
  }
  return tlsInfo;
}

/** What is judged. The time is that of the first request. */
export function toObservation(connection: StoredConnection, certificates: CertificateBytes): Observation {
  const observation: Observation = {
    host: connection.host,
    port: connection.port,
    time: new Date(connection.firstSeen).toISOString(),
    tlsInfo: connection.tls === undefined ? {} : fromStored(connection.tls, certificates),
    scheme: isSecure(connection.scheme) ? "https:" : "http:",
  };
  if (connection.ip !== undefined) observation.ip = connection.ip;
  if (connection.hsts !== undefined) observation.hsts = connection.hsts;
  return observation;
}

/** SHA-256 of the certificates that a connection names. */
export function* certificatesOf(connection: StoredConnection): Generator<string> {
  yield* connection.tls?.builtChain ?? [];
  yield* connection.tls?.sentChain ?? [];
  const server = connection.tls?.extra?.serverCertificate;
  if (server !== undefined) yield server;
}

function bytesOf(chain: readonly string[] | undefined, certificates: CertificateBytes): Uint8Array[] | undefined {
  const bytes = chain?.map((hash) => certificates.get(hash)).filter((der) => der !== undefined);
  return bytes?.length === chain?.length ? bytes : undefined;
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
