/** The ClientHello that a browser makes, beside that which the companion makes in its place. */
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { ByteReader } from "../../src/core/wire/byte-reader.ts";
import { extensionName, readTlsExtensions, TLS_EXTENSION } from "../../src/core/wire/extensions.ts";

const RECORD_HEADER = 5;
const MESSAGE_HEADER = 4;
const ECH_HEAD = 3;

/** What a ClientHello offers: what is random left out, reserved values (RFC 8701) as "reserved". */
export interface Offered {
  suites: (number | "reserved")[];
  /** Extensions in their order, by name. */
  order: string[];
  /** Their bytes in hex; of key shares the groups, of lists with reserved values the numbers. */
  extensions: Record<string, string>;
}

/** Reads a ClientHello with its header. */
export function offeredBy(message: Uint8Array): Offered {
  const reader = new ByteReader(message.subarray(MESSAGE_HEADER), "a ClientHello");
  reader.take(34);
  reader.vector(1);
  const suites = numbersOf(reader.vector(2)).map(named);
  reader.vector(1);
  const extensions = readTlsExtensions(reader, "a ClientHello").map(({ type, data }) => {
    const name = named(type) === "reserved" ? "reserved" : extensionName(type);
    return [name, contentOf(type, data)] as const;
  });
  return { suites, order: extensions.map(([name]) => name), extensions: Object.fromEntries(extensions) };
}

/** The same without these extensions, by number. */
export function without({ suites, order, extensions }: Offered, types: readonly number[]): Offered {
  const names = types.map(extensionName);
  return { suites, order: order.filter((name) => !names.includes(name)), extensions: Object.fromEntries(Object.entries(extensions).filter(([name]) => !names.includes(name))) };
}

/** The ClientHello of the first that connects once `open` has been called with an address of this machine. */
export async function helloSentBy(open: (url: string) => Promise<unknown>): Promise<Uint8Array> {
  const server = createServer();
  const hello = new Promise<Uint8Array>((resolve) => server.on("connection", (socket) => {
    let seen = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      if (seen.length < RECORD_HEADER || seen.length < RECORD_HEADER + seen.readUInt16BE(3)) return;
      resolve(seen.subarray(RECORD_HEADER, RECORD_HEADER + seen.readUInt16BE(3)));
      socket.destroy();
    });
  }));
  // Where nobody comes the test ends at its time, and nothing waits on.
  server.unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    // It cannot load.
    await open(`https://localhost:${String((server.address() as AddressInfo).port)}/`).catch(() => undefined);
    return await hello;
  } finally {
    server.close();
  }
}

function contentOf(type: number, data: Uint8Array): string {
  switch (type) {
    case 10:
    case 13:
      return numbersOf(data.subarray(2)).map(named).join();
    case TLS_EXTENSION.supportedVersions:
      return numbersOf(data.subarray(1)).map(named).join();
    case TLS_EXTENSION.keyShare: {
      const shares = new ByteReader(data.subarray(2), "key shares");
      const groups: (number | "reserved")[] = [];
      while (shares.left > 0) {
        groups.push(named(shares.uint16()));
        shares.vector(2);
      }
      return groups.join();
    }
    case TLS_EXTENSION.encryptedClientHello:
      // Type and KDF (draft-ietf-tls-esni section 5); the AEAD and the length of what follows are by chance.
      return Buffer.from(data.subarray(0, ECH_HEAD)).toString("hex");
    default:
      return Buffer.from(data).toString("hex");
  }
}

function numbersOf(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, index) => (bytes[2 * index] ?? 0) << 8 | (bytes[2 * index + 1] ?? 0));
}

function named(value: number): number | "reserved" {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 255) ? "reserved" : value;
}
