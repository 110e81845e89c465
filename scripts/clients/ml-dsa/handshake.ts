import { createCipheriv, createHash, createHmac, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes } from "node:crypto";
import { hkdfExpandLabel } from "../../../companion/wire/record-protection.ts";

/** The one cipher suite and group: TLS_AES_128_GCM_SHA256, X25519. */
export const SUITE = 0x1301;
const X25519 = 0x001d;
const EXTENSION = { signatureAlgorithms: 13, supportedVersions: 43, keyShare: 51 } as const;
const NOTHING = new Uint8Array();
const X25519_PREFIX = Buffer.from("302a300506032b656e032100", "hex");

const two = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const withLength = (octets: 1 | 2 | 3, content: Uint8Array): Buffer => {
  const length = Buffer.alloc(octets);
  length.writeUIntBE(content.length, 0, octets);
  return Buffer.concat([length, content]);
};
const message = (type: number, content: Uint8Array): Buffer => Buffer.concat([Buffer.from([type]), withLength(3, content)]);
const sha256 = (...parts: readonly Uint8Array[]): Buffer => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac("sha256", key).update(data).digest();
const expand = (secret: Uint8Array, label: string, context: Uint8Array): Buffer => hkdfExpandLabel("sha256", secret, label, context, 32);

/** What is read of a ClientHello. */
export interface HelloToAnswer {
  /** The whole message. */
  hello: Uint8Array;
  sessionId: Uint8Array;
  schemes: readonly number[];
  /** Its X25519 share; undefined where it sent none. */
  share: Uint8Array | undefined;
}

/** @throws RangeError where it is cut short */
export function readClientHello(hello: Buffer): HelloToAnswer {
  let at = 38;
  const take = (octets: 1 | 2): Buffer => {
    const length = hello.readUIntBE(at, octets);
    at += octets + length;
    return hello.subarray(at - length, at);
  };
  const sessionId = take(1);
  take(2);
  take(1);
  at += 2;
  const extensions = new Map<number, Buffer>();
  while (at + 4 <= hello.length) {
    const type = hello.readUInt16BE(at);
    at += 2;
    extensions.set(type, take(2));
  }
  const algorithms = extensions.get(EXTENSION.signatureAlgorithms)?.subarray(2) ?? Buffer.alloc(0);
  const shares = extensions.get(EXTENSION.keyShare) ?? Buffer.alloc(0);
  let share: Uint8Array | undefined;
  for (let i = 2; i + 4 <= shares.length; i += 4 + shares.readUInt16BE(i + 2)) {
    if (shares.readUInt16BE(i) === X25519) share = shares.subarray(i + 4, i + 4 + shares.readUInt16BE(i + 2));
  }
  return { hello, sessionId, share, schemes: Array.from({ length: algorithms.length / 2 }, (_, i) => algorithms.readUInt16BE(2 * i)) };
}

/** Seals records under a traffic secret (RFC 8446 section 5.2). */
export class RecordSealer {
  readonly #key: Buffer;
  readonly #iv: Buffer;
  #sequence = 0n;

  constructor(secret: Uint8Array) {
    this.#key = hkdfExpandLabel("sha256", secret, "key", NOTHING, 16);
    this.#iv = hkdfExpandLabel("sha256", secret, "iv", NOTHING, 12);
  }

  seal(type: number, content: Uint8Array): Buffer {
    const nonce = Buffer.from(this.#iv);
    nonce.writeBigUInt64BE(nonce.readBigUInt64BE(4) ^ this.#sequence++, 4);
    const header = Buffer.concat([Buffer.from([23, 3, 3]), two(content.length + 17)]);
    const cipher = createCipheriv("aes-128-gcm", this.#key, nonce).setAAD(header);
    return Buffer.concat([header, cipher.update(Buffer.concat([content, Buffer.from([type])])), cipher.final(), cipher.getAuthTag()]);
  }
}

export interface AnsweredHello {
  /** The server's flight as records. */
  flight: Buffer;
  /** Traffic secrets: the client's of the handshake, and both of what comes after it. */
  clientHandshake: Buffer;
  client: Buffer;
  server: Buffer;
}

/** The server's whole flight (RFC 8446 section 2): one certificate message, signed by `sign` in a scheme. */
export function answerHello({ hello, sessionId, share }: HelloToAnswer & { share: Uint8Array }, sent: readonly Uint8Array[], scheme: number, sign: (content: Uint8Array) => Uint8Array): AnsweredHello {
  const own = generateKeyPairSync("x25519");
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: createPublicKey({ key: Buffer.concat([X25519_PREFIX, share]), format: "der", type: "spki" }) });
  const point = own.publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const serverHello = message(2, Buffer.concat([
    two(0x0303), randomBytes(32), withLength(1, sessionId), two(SUITE), Buffer.from([0]),
    withLength(2, Buffer.concat([two(EXTENSION.supportedVersions), withLength(2, two(0x0304)), two(EXTENSION.keyShare), withLength(2, Buffer.concat([two(X25519), withLength(2, point)]))])),
  ]));
  const zeros = Buffer.alloc(32);
  const handshake = hmac(expand(hmac(zeros, zeros), "derived", sha256()), shared);
  const [clientHandshake, serverHandshake] = ["c hs traffic", "s hs traffic"].map((label) => expand(handshake, label, sha256(hello, serverHello))) as [Buffer, Buffer];
  const begun: Uint8Array[] = [message(8, withLength(2, NOTHING)), message(11, Buffer.concat([Buffer.from([0]), withLength(3, Buffer.concat(sent.map((der) => Buffer.concat([withLength(3, der), two(0)]))))]))];
  const signed = Buffer.concat([Buffer.alloc(64, 0x20), Buffer.from("TLS 1.3, server CertificateVerify\0"), sha256(hello, serverHello, ...begun)]);
  begun.push(message(15, Buffer.concat([two(scheme), withLength(2, sign(signed))])));
  begun.push(message(20, hmac(expand(serverHandshake, "finished", NOTHING), sha256(hello, serverHello, ...begun))));
  const sealer = new RecordSealer(serverHandshake);
  const flight = Buffer.concat(begun);
  const records: Uint8Array[] = [Buffer.concat([Buffer.from([22, 3, 3]), withLength(2, serverHello)]), Buffer.from([20, 3, 3, 0, 1, 1])];
  for (let i = 0; i < flight.length; i += 16_000) records.push(sealer.seal(22, flight.subarray(i, i + 16_000)));
  const [client, server] = ["c ap traffic", "s ap traffic"].map((label) => expand(hmac(expand(handshake, "derived", sha256()), zeros), label, sha256(hello, serverHello, flight))) as [Buffer, Buffer];
  return { flight: Buffer.concat(records), clientHandshake, client, server };
}
