/** A capture (pcapng) of connections through a tunnel of our own, made without the rights that a packet capture needs. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

const CLIENT = [192, 0, 2, 1];
const SERVER = [192, 0, 2, 7];
/** Bytes of a segment: less than a record, so that records and messages have to be put together. */
const SEGMENT = 700;
const RAW_IP = 101;

export interface RecordedWire {
  port: number;
  close(): Promise<void>;
  /** What went over it until now. `secrets`: a key log to stand in front of the packets. */
  capture(secrets?: string): Buffer;
}

/** Passes connections on to a port of the loopback address and records them; the capture says 192.0.2.7, port 443. */
export async function recordWire(target: number): Promise<RecordedWire> {
  const packets: Buffer[] = [];
  const sockets = new Set<Socket>();
  let clients = 0;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const flow = new Flow(40_000 + clients++, packets);
    for (const [from, to, direction] of [[client, upstream, "up"], [upstream, client, "down"]] as const) {
      sockets.add(from);
      from.on("data", (bytes: Buffer) => {
        flow.data(direction, bytes);
        to.write(bytes);
      });
      from.on("end", () => {
        flow.fin(direction);
        to.end();
      });
      from.on("error", () => {
        flow.reset(direction);
        to.destroy();
      });
      from.on("close", () => sockets.delete(from));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
    capture: (secrets) => Buffer.concat([sectionHeader(), interfaceDescription(), ...(secrets === undefined ? [] : [decryptionSecrets(secrets)]), ...packets]),
  };
}

class Flow {
  readonly #next = { up: 1, down: 1 };
  readonly #port: number;
  readonly #packets: Buffer[];

  constructor(port: number, packets: Buffer[]) {
    this.#port = port;
    this.#packets = packets;
    this.#packet("up", 0x02, Buffer.alloc(0), 0);
    this.#packet("down", 0x12, Buffer.alloc(0), 0);
  }

  data(direction: "up" | "down", bytes: Buffer): void {
    for (let start = 0; start < bytes.length; start += SEGMENT) {
      const segment = bytes.subarray(start, start + SEGMENT);
      this.#packet(direction, 0x18, segment, this.#next[direction]);
      this.#next[direction] += segment.length;
    }
  }

  fin(direction: "up" | "down"): void {
    this.#packet(direction, 0x11, Buffer.alloc(0), this.#next[direction]++);
  }

  reset(direction: "up" | "down"): void {
    this.#packet(direction, 0x14, Buffer.alloc(0), this.#next[direction]);
  }

  #packet(direction: "up" | "down", flags: number, payload: Buffer, sequence: number): void {
    const tcp = Buffer.alloc(20);
    const [from, to] = direction === "up" ? [this.#port, 443] : [443, this.#port];
    tcp.writeUInt16BE(from, 0);
    tcp.writeUInt16BE(to, 2);
    tcp.writeUInt32BE(sequence, 4);
    tcp.writeUInt32BE(flags === 0x02 ? 0 : this.#next[direction === "up" ? "down" : "up"], 8);
    tcp.writeUInt16BE(5 << 12 | flags, 12);
    tcp.writeUInt16BE(65_535, 14);
    const ip = Buffer.alloc(20);
    ip.writeUInt16BE(0x4500, 0);
    ip.writeUInt16BE(40 + payload.length, 2);
    ip.writeUInt16BE(0x4006, 8);
    ip.set([...(direction === "up" ? [...CLIENT, ...SERVER] : [...SERVER, ...CLIENT])], 12);
    this.#packets.push(enhancedPacket(Buffer.concat([ip, tcp, payload])));
  }
}

function block(type: number, body: Buffer): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - body.length % 4) % 4)]);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(padded.length + 12, 4);
  return Buffer.concat([head, padded, head.subarray(4)]);
}

function sectionHeader(): Buffer {
  const body = Buffer.alloc(16, 0xff);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  body.writeUInt16LE(0, 6);
  return block(0x0a0d0d0a, body);
}

function interfaceDescription(): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(RAW_IP, 0);
  return block(1, body);
}

/** "TLSK" (draft-ietf-opsawg-pcapng section 4.7). */
export function decryptionSecrets(keyLog: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x544c534b, 0);
  head.writeUInt32LE(Buffer.byteLength(keyLog), 4);
  return block(10, Buffer.concat([head, Buffer.from(keyLog)]));
}

function enhancedPacket(bytes: Buffer): Buffer {
  const head = Buffer.alloc(20);
  const microseconds = BigInt(Date.now()) * 1000n;
  head.writeUInt32LE(Number(microseconds >> 32n), 4);
  head.writeUInt32LE(Number(microseconds & 0xffff_ffffn), 8);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(bytes.length, 16);
  return block(6, Buffer.concat([head, bytes]));
}
