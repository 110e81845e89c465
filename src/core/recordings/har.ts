import type { Observation } from "../observation.ts";
import type { TlsExtra, TlsField, TlsInfo, Unavailable } from "../tls-info.ts";
import { readHarEntry, type HarEntry } from "./har-entry.ts";
import { HarScanner } from "./har-scanner.ts";
import { Params } from "./params.ts";

/** Connections that are told apart. */
const MAX_CONNECTIONS = 200_000;

export interface HarOptions {
  /** Is told of each connection, in the order of their first requests. */
  onConnection: (observation: Observation) => void;
}

/** How much of an archive was read, and whose it is. */
export interface HarSummary {
  connections: number;
  entries: number;
  /** Entries that could not be read. */
  damaged: number;
  /** Requests of which no connection with TLS is told: plain http, from the browser's cache, broken off. */
  without: number;
  /** Whether the archive was there to its end. */
  complete: boolean;
  /** Who wrote it, and the browser, as the archive has them: hostile text. */
  creator: { name?: string; version?: string };
  browser: { name?: string; version?: string };
}

const NOT_TOLD: readonly TlsField[] = [
  "builtChain", "sentChain", "chainValid", "keyExchangeGroup", "signatureScheme", "encryptedClientHello", "delegatedCredential", "resumed", "certificateTransparency", "rootIsBuiltIn",
];

/**
 * Reads an HTTP Archive (HAR 1.2, as developer tools save it) from bytes in chunks. Holds one entry. Takes hosts, addresses
 * and times, and no address of a page, header, cookie or body. No browser's archive has certificates, and none says
 * what was negotiated but the HTTP version.
 */
export class HarReader {
  readonly #scanner: HarScanner;
  readonly #options: HarOptions;
  readonly #seen = new Set<string>();
  readonly #summary: HarSummary = { connections: 0, entries: 0, damaged: 0, without: 0, complete: false, creator: {}, browser: {} };

  constructor(options: HarOptions) {
    this.#options = options;
    this.#scanner = new HarScanner({
      program: (member, json) => {
        this.#summary[member] = programOf(json);
      },
      entry: (json) => this.#entry(json),
    });
  }

  /** @throws RecordingError where this is no HTTP Archive; never for what is wrong with single entries */
  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** The archive is over. @throws RecordingError */
  end(): HarSummary {
    this.#scanner.end();
    const { entries, damaged, complete } = this.#scanner;
    return { ...this.#summary, entries, damaged, complete };
  }

  #entry(json: string): boolean {
    const entry = readHarEntry(json);
    if (entry === undefined) return false;
    if (typeof entry === "string") {
      this.#summary.without++;
      return true;
    }
    const { place, ip, connection, error } = entry;
    const key = JSON.stringify([place.host, place.port, ip, connection, protocolOf(entry), error?.name ?? error?.message]);
    if (this.#seen.has(key)) return true;
    if (this.#seen.size === MAX_CONNECTIONS) return false;
    this.#seen.add(key);
    this.#summary.connections++;
    this.#options.onConnection(observationOf(entry));
    return true;
  }
}

function programOf(json: string): { name?: string; version?: string } {
  try {
    const program = new Params(JSON.parse(json));
    const [name, version] = [program.string("name", 100), program.string("version", 100)];
    return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Names of ALPN by the names of HTTP versions. HTTP/1.1 is spoken without having been chosen, too. */
function protocolOf({ httpVersion, tlsVersion }: HarEntry): { alpn?: "h2" | "h3"; protocol?: "TLS" | "QUIC" } {
  const [, major] = /^(?:http\/|h)(\d)/i.exec(httpVersion ?? "") ?? [];
  if (major === "3" || tlsVersion === "QUIC") return { alpn: "h3", protocol: "QUIC" };
  if (major === "2") return { alpn: "h2", protocol: "TLS" };
  return major === "1" ? { protocol: "TLS" } : {};
}

function observationOf(entry: HarEntry): Observation {
  const { place, time, ip, httpVersion, tlsVersion, error } = entry;
  const { alpn, protocol } = protocolOf(entry);
  const reason: Unavailable = error === undefined ? "not-recorded" : "handshake-failed";
  const unavailable: Partial<Record<TlsField, Unavailable>> = Object.fromEntries(NOT_TOLD.map((field) => [field, field === "delegatedCredential" ? "not-recorded" : reason]));
  const refused = error?.name?.startsWith("ERR_CERT_") === true;
  if (refused) delete unavailable.chainValid;
  const version = tlsVersion === undefined || tlsVersion === "QUIC" ? undefined : tlsVersion;
  if (protocol === undefined) unavailable.protocol = reason;
  if (version === undefined) unavailable.tlsVersion = protocol === "QUIC" ? "quic" : reason;
  unavailable.cipherSuite = protocol === "QUIC" ? "quic" : reason;
  if (alpn === undefined) unavailable.alpn = reason;
  const extra: TlsExtra = {
    source: "har", unavailable,
    ...(alpn === undefined ? {} : { alpn }), ...(httpVersion === undefined ? {} : { httpVersion }), ...(error === undefined ? {} : { error }),
  };
  const tlsInfo: TlsInfo = { ...(protocol === undefined ? {} : { protocol }), ...(version === undefined ? {} : { tlsVersion: version }), ...(refused ? { chainValid: false } : {}), extra };
  return { ...place, ...(ip === undefined ? {} : { ip }), ...(time >= 0 && time < 253_402_300_800_000 ? { time: new Date(time).toISOString() } : {}), tlsInfo };
}
