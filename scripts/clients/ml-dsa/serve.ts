import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { RecordOpener } from "../../../companion/wire/record-protection.ts";
import { CONTENT, RecordSplitter, type TlsRecord } from "../../../companion/wire/records.ts";
import { WireError } from "../../../src/core/wire/wire-error.ts";
import type { ServedChain } from "../generate.ts";
import { answerHello, readClientHello, RecordSealer, SUITE } from "./handshake.ts";
import { ML_DSA, type MlDsaKind } from "./keys.ts";

const HANDSHAKE_FAILURE = Buffer.from([CONTENT.alert, 3, 3, 0, 2, 2, 40]);
const CLOSE_NOTIFY = Buffer.from([1, 0]);
const PAGE = Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

/**
 * A server with a chain whose leaf has an ML-DSA key, which neither Go's nor Node's TLS can use: TLS 1.3 with one suite and one
 * group, as much as it takes to answer one request. A client that does not offer the scheme is refused, as RFC 8446 section 4.4.3
 * asks. Its port on the loopback address is known once it listens.
 */
export async function serveMlDsa({ sent, key }: Pick<ServedChain, "sent" | "key">, kind: MlDsaKind): Promise<{ port: number; server: Server }> {
  const { algorithm, scheme } = ML_DSA[kind];
  const { secretKey } = algorithm.keygen(key);
  const server = createServer((socket) => new Conversation(socket, sent, scheme, (content) => algorithm.sign(content, secretKey)).begin()).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, server };
}

/** One connection. */
class Conversation {
  readonly #socket: Socket;
  readonly #sent: readonly Uint8Array[];
  readonly #scheme: number;
  readonly #sign: (content: Uint8Array) => Uint8Array;
  readonly #splitter = new RecordSplitter();
  #client: { opener: RecordOpener; secret: Buffer; finished: boolean } | undefined;
  #sealer: RecordSealer | undefined;

  constructor(socket: Socket, sent: readonly Uint8Array[], scheme: number, sign: (content: Uint8Array) => Uint8Array) {
    this.#socket = socket;
    this.#sent = sent;
    this.#scheme = scheme;
    this.#sign = sign;
  }

  begin(): void {
    // A client that refuses the chain closes as it likes: what it says of it counts.
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.on("data", (bytes: Buffer) => {
      try {
        for (const record of this.#splitter.push(bytes)) this.#take(record);
      } catch (error) {
        if (!(error instanceof WireError || error instanceof RangeError)) throw error;
        this.#socket.destroy();
      }
    });
  }

  #take(record: TlsRecord): void {
    if (record.type === CONTENT.changeCipherSpec) return;
    if (record.type === CONTENT.alert) this.#socket.destroy();
    else if (record.type === CONTENT.handshake && !this.#client) this.#answer(Buffer.from(record.fragment));
    else this.#read(record);
  }

  #answer(hello: Buffer): void {
    const asked = readClientHello(hello);
    const { share, schemes } = asked;
    if (share === undefined || !schemes.includes(this.#scheme)) {
      this.#socket.end(HANDSHAKE_FAILURE);
      return;
    }
    const { flight, clientHandshake, client, server } = answerHello({ ...asked, share }, this.#sent, this.#scheme, this.#sign);
    this.#client = { opener: new RecordOpener(SUITE, clientHandshake), secret: client, finished: false };
    this.#sealer = new RecordSealer(server);
    this.#socket.write(flight);
  }

  #read(record: TlsRecord): void {
    const client = this.#client;
    if (!client) return;
    const { type } = client.opener.open(record);
    if (type === CONTENT.alert) this.#socket.destroy();
    else if (type === CONTENT.handshake && !client.finished) {
      client.finished = true;
      client.opener = new RecordOpener(SUITE, client.secret);
    } else if (type === CONTENT.applicationData && this.#sealer) {
      this.#socket.end(Buffer.concat([this.#sealer.seal(CONTENT.applicationData, PAGE), this.#sealer.seal(CONTENT.alert, CLOSE_NOTIFY)]));
    }
  }
}
