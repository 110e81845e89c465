import { MESSAGE } from "../wire/handshake-messages.ts";
import { readServerHello, TLS_1_3 } from "../wire/server-hello.ts";
import { WireError } from "../wire/wire-error.ts";
import type { ServerPlace } from "./place.ts";
import { RecentMap } from "./recent-map.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** Handshakes that are followed at once. One has some five kilobytes. */
const MAX_OPEN = 5000;
const CLIENT_HELLO = 1;
const HEADER = 4;

/** Messages of the server that tell something. */
const TELLING: ReadonlySet<number> = new Set([
  MESSAGE.serverHello, MESSAGE.encryptedExtensions, MESSAGE.certificate, MESSAGE.serverKeyExchange, MESSAGE.certificateVerify, MESSAGE.compressedCertificate,
]);

/** Ports whose protocols begin in clear and go over to TLS: what went before is no proxy's. */
const STARTTLS_PORTS: ReadonlySet<number> = new Set([21, 25, 110, 119, 143, 389, 433, 587, 3306, 4190, 5222, 5269, 5432]);

/** One packet in which something of TLS came to its end. */
export interface CapturedPacket {
  /** Names the connection: of TCP, or the addresses and ports of UDP. */
  stream: string;
  protocol: "TLS" | "QUIC";
  /** Milliseconds since the epoch. */
  time: number;
  from: ServerPlace;
  to: ServerPlace;
  /** Whether these are the first bytes of the connection in this direction. */
  first: boolean;
  /** Handshake messages with their headers, in clear. */
  messages: readonly Uint8Array[];
  /** ContentTypes of its records, as far as they are told. */
  recordTypes: readonly number[];
  alerts: readonly { fatal: boolean; description: number; name: string }[];
  /** The connection's end. */
  closed?: "reset" | "closed";
}

interface Connection {
  stream: string;
  seen: SeenTraffic;
  /** Address and port of the client. */
  client: string;
  /** A ServerHello came that is none of a retry. */
  answered: boolean;
}

/** Joins packets to handshakes. Each is told once: when it is over, or nothing more comes. */
export class CaptureJoiner {
  readonly #tell: (seen: SeenTraffic) => void;
  readonly #open = new RecentMap<string, Connection>(MAX_OPEN, (connection) => this.#finish(connection));
  readonly #streams = new Set<string>();

  constructor(tell: (seen: SeenTraffic) => void) {
    this.#tell = tell;
  }

  take(packet: CapturedPacket): void {
    for (const message of packet.messages) this.#message(packet, message);
    const connection = this.#open.get(packet.stream);
    if (connection === undefined) return;
    const byServer = placeName(packet.from) !== connection.client;
    if (byServer && packet.recordTypes.includes(20)) connection.seen.serverChangedCipher = true;
    const alert = packet.alerts.find(({ fatal, description }) => fatal && description !== 0);
    if (alert !== undefined) this.#alert(connection, byServer, alert);
    else if (packet.closed !== undefined) this.#closed(connection, byServer, packet.closed);
    if (connection.seen.ended) this.#finish(connection);
  }

  /** The capture is over. */
  end(): void {
    for (const stream of this.#streams) {
      const connection = this.#open.get(stream);
      if (connection !== undefined) this.#finish(connection);
    }
  }

  #message(packet: CapturedPacket, message: Uint8Array): void {
    const [type] = message;
    if (type === undefined || message.length < HEADER) return;
    let connection = this.#open.get(packet.stream);
    if (type === CLIENT_HELLO) {
      // A second one answers a retry, or comes again for a lost packet; behind a ServerHello it begins a new handshake.
      if (connection !== undefined && !connection.answered) {
        connection.seen.clientHello = message;
        return;
      }
      if (connection !== undefined) this.#finish(connection);
      this.#begin(packet, packet.from, packet.to, { clientHello: message });
      return;
    }
    if (type === MESSAGE.serverHello && connection === undefined) connection = this.#begin(packet, packet.to, packet.from, {});
    if (connection === undefined) return;
    if (placeName(packet.from) === connection.client) {
      if (type === MESSAGE.finished) connection.seen.ended = true;
      return;
    }
    // What follows an agreement comes in the same flight: a ServerHello that comes again is the same again.
    if (TELLING.has(type)) connection.seen.messages.set(type, message);
    if (type === MESSAGE.serverHello && !isRetry(message)) connection.answered = true;
  }

  #begin({ stream, protocol, time, first }: CapturedPacket, client: ServerPlace, server: ServerPlace, more: Pick<SeenTraffic, "clientHello">): Connection {
    const behindOther = protocol === "TLS" && more.clientHello !== undefined && !first && !STARTTLS_PORTS.has(server.port ?? 0);
    const connection: Connection = {
      stream,
      seen: { protocol, time, peer: server, behindOther, messages: new Map(), serverChangedCipher: false, ended: false, ...more },
      client: placeName(client), answered: false,
    };
    this.#open.set(stream, connection);
    this.#streams.add(stream);
    return connection;
  }

  #alert({ seen }: Connection, byServer: boolean, { name, description }: { name: string; description: number }): void {
    seen.error ??= {
      code: "tls-handshake", name,
      message: `${byServer ? "The server" : "The client"} ended the handshake with the alert ${name} (${description}).`,
    };
    seen.ended = true;
  }

  /** Only where nothing was agreed on is it known without keys that the handshake was not over. */
  #closed({ seen, answered }: Connection, byServer: boolean, how: "reset" | "closed"): void {
    if (!answered) {
      seen.error ??= byServer
        ? { code: `connection-${how}`, message: how === "reset" ? "The server reset the connection in the handshake." : "The server closed the connection in the handshake." }
        : { code: "aborted", message: "The client gave the handshake up." };
    }
    seen.ended = true;
  }

  #finish({ stream, seen }: Connection): void {
    this.#open.delete(stream);
    this.#streams.delete(stream);
    this.#tell(seen);
  }
}

function placeName({ host, port }: ServerPlace): string {
  return `${host} ${port ?? ""}`;
}

function isRetry(serverHello: Uint8Array): boolean {
  try {
    const hello = readServerHello(serverHello.subarray(HEADER));
    return hello.version === TLS_1_3 && hello.retry;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}
