import { LruMap } from "../lru.ts";
import type { Observation } from "../observation.ts";
import type { Decompressors } from "../wire/compressed-certificate.ts";
import { LogScanner, utf8 } from "./log-scanner.ts";
import { readConstants, type NetLogConstants } from "./netlog-constants.ts";
import { readEvent, typeAtEnd } from "./netlog-event.ts";
import { NetLogJoiner } from "./netlog-joiner.ts";
import { netLogObservation, type Making } from "./netlog-observation.ts";
import { PemCache } from "./pem-cache.ts";
import type { SeenHandshake } from "./seen-handshake.ts";

/** Verdicts that are remembered, for connections that took theirs from the browser's memory. */
const MAX_VERDICTS = 20_000;

export interface NetLogOptions {
  /** What the platform can undo of certificate compression. Needed only where the browser did not log the certificates themselves. */
  decompressors?: Decompressors;
  /** Is told of each connection, in the order in which their handshakes ended. */
  onConnection: (observation: Observation) => void;
}

/** How much of a log was read, and whose it is. */
export interface NetLogSummary {
  connections: number;
  /** Handshakes of which not even the server is known: the log began in the middle of them. */
  nameless: number;
  events: number;
  /** Events that could not be read. */
  damaged: number;
  /** Whether the log was there to its end: that of a browser that was killed is not. */
  complete: boolean;
  /** Names and version as the log has them: hostile text. */
  client: { name?: string; version?: string };
  /** The format was seen of this program: by TLScope's tests of Chromium alone. */
  tried: boolean;
}

/** Programs whose logs are held against what really was, by test/chromium/recordings.test.ts. */
const TRIED: ReadonlySet<string> = new Set(["Chromium"]);

/**
 * Reads a NetLog (Chromium's `--log-net-log` and chrome://net-export) from bytes in chunks. Holds one event and the
 * connections under way, however long the log is; takes nothing but hosts, addresses, times and what belongs to TLS.
 */
export class NetLogReader {
  readonly #scanner: LogScanner;
  readonly #pems = new PemCache();
  readonly #verdicts = new LruMap<string, string | null>(MAX_VERDICTS);
  readonly #options: NetLogOptions;
  #constants: NetLogConstants | undefined;
  #joiner: NetLogJoiner | undefined;
  #making: Making | undefined;
  #connections = 0;
  #nameless = 0;

  constructor(options: NetLogOptions) {
    this.#options = options;
    this.#scanner = new LogScanner({ constants: (json) => this.#begin(json), skips: (line) => this.#skips(line), event: (json) => this.#event(json) });
  }

  /** @throws RecordingError where this is no NetLog; never for what is wrong with single events */
  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** The log is over. @throws RecordingError */
  end(): NetLogSummary {
    this.#scanner.end();
    this.#joiner?.end();
    const { events, damaged, complete } = this.#scanner;
    const client = this.#constants?.client ?? {};
    return { connections: this.#connections, nameless: this.#nameless, events, damaged, complete, client, tried: TRIED.has(client.name ?? "") };
  }

  #begin(json: string): void {
    // Should there be several, the first ones hold.
    if (this.#constants !== undefined) return;
    const constants = readConstants(json);
    this.#constants = constants;
    this.#joiner = new NetLogJoiner(constants, this.#pems, (handshake) => this.#tell(handshake));
    const { tickOffset } = constants;
    const key = (host: string, sent: readonly Uint8Array[]): string => `${host} ${this.#pems.nameOf(sent)}`;
    this.#making = {
      timeOf: (ticks) => tickOffset === undefined ? undefined : isoTime(tickOffset + ticks),
      decompressors: this.#options.decompressors ?? {},
      hasMessages: constants.events.has("SSL_HANDSHAKE_MESSAGE_RECEIVED"),
      recall: (host, sent) => this.#verdicts.get(key(host, sent)),
      remember: (host, sent, error) => this.#verdicts.set(key(host, sent), error),
    };
  }

  #skips(json: Uint8Array): boolean {
    const type = typeAtEnd(json);
    return type !== undefined && this.#joiner?.wanted.has(type) === false;
  }

  #event(json: Uint8Array): boolean {
    const joiner = this.#joiner;
    if (joiner === undefined) return false;
    const event = readEvent(utf8(json));
    if (event === undefined) return false;
    joiner.handle(event);
    return true;
  }

  #tell(handshake: SeenHandshake): void {
    const observation = this.#making && netLogObservation(handshake, this.#making);
    if (observation === undefined) {
      this.#nameless++;
      return;
    }
    this.#connections++;
    this.#options.onConnection(observation);
  }
}

/** undefined for what is no time between the years 1970 and 9999. */
function isoTime(milliseconds: number): string | undefined {
  return milliseconds >= 0 && milliseconds < 253_402_300_800_000 ? new Date(milliseconds).toISOString() : undefined;
}
