/**
 * A TLS client that tells what came over the wire: Node's own, with the records read beside it. The Certificate message
 * is taken from the handshake's bytes (in TLS 1.3 decrypted with the secret of the keylog event), since Node's API gives
 * a chain that OpenSSL has put in order.
 */
import { createDecipheriv, createHmac } from "node:crypto";
import type { CipherGCMTypes } from "node:crypto";
import { connect as connectTcp } from "node:net";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { ConnectionOptions, EphemeralKeyInfo } from "node:tls";

export interface HandshakeRequest {
  port: number;
  host: string;
  /** Client settings on top of: any certificate is taken, all versions and security level 0. */
  tls?: Pick<ConnectionOptions, "ciphers" | "ecdhCurve" | "ALPNProtocols" | "minVersion" | "maxVersion">;
}

export interface Handshake {
  /** "TLSv1.3" */
  version: string | null;
  /** IANA name. */
  cipherSuite: string;
  /** Code point of the group in the ServerHello (TLS 1.3); else the name of the curve as OpenSSL calls it, if there was one. */
  group?: number | string;
  alpn: string | false;
  /** Base64 DER, in the order sent. */
  chain: string[];
}

/** Makes one handshake and closes. Rejects with Node's error where it fails. */
export function handshake({ port, host, tls }: HandshakeRequest): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const secrets = new Map<string, Buffer>();
    const tcp = connectTcp(port, "127.0.0.1");
    const socket = connectTls({
      socket: new Tap(tcp, received), servername: host, rejectUnauthorized: false, minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0", ...tls,
    });
    socket.setTimeout(30_000, () => socket.destroy(new Error("timeout")));
    socket.on("keylog", (line) => {
      const [label, , secret] = line.toString("latin1").trim().split(" ");
      if (label !== undefined && secret !== undefined) secrets.set(label, Buffer.from(secret, "hex"));
    });
    socket.once("error", (error: Error) => {
      tcp.destroy();
      reject(error);
    });
    socket.once("secureConnect", () => {
      try {
        resolve(describe(socket, Buffer.concat(received), secrets.get("SERVER_HANDSHAKE_TRAFFIC_SECRET")));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        socket.destroy();
        tcp.destroy();
      }
    });
  });
}

function describe(socket: ReturnType<typeof connectTls>, wire: Buffer, secret: Buffer | undefined): Handshake {
  const { standardName } = socket.getCipher() as { standardName: string };
  const messages = handshakeMessages(wire, secret, standardName);
  const certificate = messages.find(({ type }) => type === CERTIFICATE);
  if (certificate === undefined) throw new Error("The server sent no Certificate message.");
  const tls13 = socket.getProtocol() === "TLSv1.3";
  const group = tls13 ? selectedGroup(messages) : (socket.getEphemeralKeyInfo() as EphemeralKeyInfo | null)?.name;
  return {
    version: socket.getProtocol(),
    cipherSuite: standardName,
    ...(group === undefined ? {} : { group }),
    alpn: socket.alpnProtocol ?? false,
    chain: certificateList(certificate.body, tls13).map((der) => der.toString("base64")),
  };
}

/** Passes bytes through, keeping a copy of what comes in. */
class Tap extends Duplex {
  readonly #tcp: Socket;

  constructor(tcp: Socket, received: Buffer[]) {
    super();
    this.#tcp = tcp;
    tcp.on("data", (chunk: Buffer) => {
      received.push(chunk);
      if (!this.push(chunk)) tcp.pause();
    });
    tcp.on("end", () => this.push(null));
    tcp.on("error", (error) => this.destroy(error));
  }

  override _read(): void {
    this.#tcp.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#tcp.write(chunk, (error) => done(error));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#tcp.end(() => done());
  }
}

const RECORD = { handshake: 22, application: 23 } as const;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const KEY_SHARE = 51;

interface Message {
  type: number;
  body: Buffer;
}

/** The server's handshake messages up to where its records can be read: RFC 8446 5.1, 5.2; RFC 5246 6.2. */
function handshakeMessages(wire: Buffer, secret: Buffer | undefined, suite: string): Message[] {
  const decrypt = secret === undefined ? undefined : recordDecrypter(secret, suite);
  const plain: Buffer[] = [];
  for (let offset = 0; offset + 5 <= wire.length; ) {
    const type = wire.readUInt8(offset);
    const header = wire.subarray(offset, offset + 5);
    const fragment = wire.subarray(offset + 5, offset + 5 + wire.readUInt16BE(offset + 3));
    offset += 5 + fragment.length;
    // After the Certificate messages nothing is of interest; in TLS 1.2 encrypted handshake records follow ChangeCipherSpec.
    if (type === 20 && decrypt === undefined) break;
    if (type === RECORD.handshake) plain.push(fragment);
    if (type === RECORD.application && decrypt !== undefined) {
      const inner = decrypt(header, fragment);
      if (inner === undefined) break;
      plain.push(inner);
    }
  }
  const bytes = Buffer.concat(plain);
  const messages: Message[] = [];
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    const length = bytes.readUIntBE(offset + 1, 3);
    messages.push({ type: bytes.readUInt8(offset), body: bytes.subarray(offset + 4, offset + 4 + length) });
    offset += 4 + length;
  }
  return messages;
}

const AEAD: Readonly<Record<string, { cipher: string; hash: string; keyLength: number }>> = {
  TLS_AES_128_GCM_SHA256: { cipher: "aes-128-gcm", hash: "sha256", keyLength: 16 },
  TLS_AES_256_GCM_SHA384: { cipher: "aes-256-gcm", hash: "sha384", keyLength: 32 },
  TLS_CHACHA20_POLY1305_SHA256: { cipher: "chacha20-poly1305", hash: "sha256", keyLength: 32 },
};

/** Opens records under the server's handshake keys; undefined for the first one that is not (RFC 8446 5.2, 5.3, 7.3). */
function recordDecrypter(secret: Buffer, suite: string): (header: Buffer, fragment: Buffer) => Buffer | undefined {
  const aead = AEAD[suite];
  if (aead === undefined) throw new RangeError(`No AEAD is known for ${suite}.`);
  const key = expandLabel(secret, "key", aead.keyLength, aead.hash);
  const iv = expandLabel(secret, "iv", 12, aead.hash);
  let sequence = 0;
  return (header, fragment) => {
    const nonce = Buffer.from(iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
    sequence += 1;
    // The types know GCM alone by this signature; ChaCha20-Poly1305 has the same.
    const decipher = createDecipheriv(aead.cipher as CipherGCMTypes, key, nonce);
    decipher.setAAD(header);
    decipher.setAuthTag(fragment.subarray(-16));
    const inner = decipher.update(fragment.subarray(0, -16));
    try {
      decipher.final();
    } catch (error) {
      // The tag does not fit: the server has moved on to its application keys.
      if (error instanceof Error) return undefined;
      throw error;
    }
    let end = inner.length;
    while (end > 0 && inner[end - 1] === 0) end -= 1;
    return inner[end - 1] === RECORD.handshake ? inner.subarray(0, end - 1) : Buffer.alloc(0);
  };
}

/** HKDF-Expand-Label with an empty context (RFC 8446 7.1). */
function expandLabel(secret: Buffer, label: string, length: number, hash: string): Buffer {
  const full = Buffer.from(`tls13 ${label}`, "latin1");
  const info = Buffer.concat([Buffer.from([length >> 8, length & 255, full.length]), full, Buffer.from([0])]);
  return expand(secret, info, length, hash);
}

/** HKDF-Expand alone (RFC 5869 2.3), which node:crypto offers only together with Extract. */
function expand(secret: Buffer, info: Buffer, length: number, hash: string): Buffer {
  const blocks: Buffer[] = [];
  let previous = Buffer.alloc(0);
  for (let counter = 1; blocks.length * 32 < length; counter += 1) {
    previous = createHmac(hash, secret).update(Buffer.concat([previous, info, Buffer.from([counter])])).digest();
    blocks.push(previous);
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** TLS 1.3: context, then entries with extensions (RFC 8446 4.4.2); before: entries alone (RFC 5246 7.4.2). */
function certificateList(body: Buffer, tls13: boolean): Buffer[] {
  const list: Buffer[] = [];
  let offset = tls13 ? 1 + body.readUInt8(0) + 3 : 3;
  while (offset < body.length) {
    const length = body.readUIntBE(offset, 3);
    list.push(body.subarray(offset + 3, offset + 3 + length));
    offset += 3 + length;
    if (tls13) offset += 2 + body.readUInt16BE(offset);
  }
  return list;
}

/** The group of the last ServerHello's key share: an earlier one is a HelloRetryRequest (RFC 8446 4.2.8). */
function selectedGroup(messages: readonly Message[]): number | undefined {
  const body = messages.findLast(({ type }) => type === SERVER_HELLO)?.body;
  if (body === undefined) return undefined;
  let offset = 2 + 32 + 1 + body.readUInt8(34) + 2 + 1 + 2;
  while (offset + 4 <= body.length) {
    if (body.readUInt16BE(offset) === KEY_SHARE) return body.readUInt16BE(offset + 4);
    offset += 4 + body.readUInt16BE(offset + 2);
  }
  return undefined;
}
