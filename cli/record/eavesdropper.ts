import { ServerFlight } from "../../companion/wire/server-flight.ts";
import { CONTENT, RecordSplitter } from "../../companion/wire/records.ts";
import { withHeader } from "../../src/core/recordings/crypto-stream.ts";
import type { ServerPlace } from "../../src/core/recordings/place.ts";
import type { SeenTraffic } from "../../src/core/recordings/seen-traffic.ts";
import { MESSAGE, MessageJoiner } from "../../src/core/wire/handshake-messages.ts";
import { WireError } from "../../src/core/wire/wire-error.ts";
import type { KeyLines } from "./key-log.ts";

/** Bytes of the client's that are looked at for its ClientHello. */
const MAX_HELLO = 64 * 1024;
/** Milliseconds that a secret may come behind the end of its connection. */
export const LATE_SECRET = 500;
const CLIENT_HELLO = 1;
const RANDOM_AT = 2;

/**
 * Reads a handshake beside the two who make it. Holds the ClientHello and the server's messages, opens nothing behind the
 * server's Finished, and never keeps a secret beyond that.
 */
export class Eavesdropper {
  readonly #seen: SeenTraffic;
  readonly #tell: (seen: SeenTraffic) => void;
  readonly #keys: KeyLines;
  #client: { splitter: RecordSplitter; joiner: MessageJoiner; bytes: number } | undefined = { splitter: new RecordSplitter(), joiner: new MessageJoiner(), bytes: 0 };
  #flight: ServerFlight | undefined;
  #forget: () => void = () => undefined;
  #told = false;

  /** `tell` is called once, unless the connection was none of TLS. */
  constructor(place: ServerPlace, keys: KeyLines, time: number, tell: (seen: SeenTraffic) => void) {
    this.#keys = keys;
    this.#tell = tell;
    this.#seen = { protocol: "TLS", time, place, behindOther: false, messages: new Map(), serverChangedCipher: false, ended: false };
    this.#flight = new ServerFlight(({ type, body }) => this.#seen.messages.set(type, withHeader(type, body)));
  }

  /** Where the connection leads. */
  connected(peer: ServerPlace): void {
    this.#seen.peer = peer;
  }

  fromClient(chunk: Uint8Array): void {
    const client = this.#client;
    if (client === undefined) return;
    client.bytes += chunk.length;
    if (client.bytes > MAX_HELLO) this.#client = undefined;
    this.#guard(() => {
      for (const { type, fragment } of client.splitter.push(chunk)) {
        if (type !== CONTENT.handshake) continue;
        const hello = client.joiner.push(fragment)[0];
        if (hello?.type !== CLIENT_HELLO) continue;
        this.#client = undefined;
        this.#seen.clientHello = withHeader(hello.type, hello.body);
        const random = Buffer.from(hello.body.subarray(RANDOM_AT, RANDOM_AT + 32)).toString("hex");
        this.#forget = this.#keys.listen(random, (line) => this.#guard(() => this.#flight?.keylog(line)));
        return;
      }
    });
  }

  fromServer(chunk: Uint8Array): void {
    this.#guard(() => this.#flight?.push(chunk));
  }

  /** The connection is over, or could not be made. A secret that is under way still has a moment. */
  end(error?: SeenTraffic["error"]): void {
    if (this.#flight !== undefined && error !== undefined) this.#seen.error ??= error;
    if (this.#flight?.sealed === true) setTimeout(() => this.#finish(), LATE_SECRET);
    else this.#finish();
  }

  #guard(read: () => void): void {
    try {
      read();
      if (this.#flight?.seen.complete === true) {
        this.#seen.ended = true;
        // Before TLS 1.3 "complete" is the server's change of keys.
        this.#seen.serverChangedCipher = true;
        this.#finish();
      }
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#seen.error ??= { code: "tls-handshake", message: `What was sent is no TLS handshake: ${error.message}.` };
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#told) return;
    this.#told = true;
    this.#forget();
    const alert = this.#flight?.seen.alerts.find(({ fatal, description }) => fatal && description !== 0);
    this.#flight = undefined;
    this.#client = undefined;
    if (alert !== undefined) this.#seen.error = { code: "tls-handshake", name: alert.name, message: `The server ended the handshake with the alert ${alert.name} (${alert.description}).` };
    if (this.#seen.clientHello !== undefined || this.#seen.messages.has(MESSAGE.serverHello)) this.#tell(this.#seen);
  }
}
