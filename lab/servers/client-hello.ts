/**
 * As much of a ClientHello as it takes to choose a server: the server name. Never throws, whatever the bytes.
 */

/** RFC 8446 4.1.2 would allow 2^24 bytes; real ones, with post-quantum key shares and padding, stay under 4 KiB. */
export const MAX_CLIENT_HELLO = 65_536;

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const HOST_NAME = 0;
/** RFC 8446 5.1: a plaintext record holds at most 2^14 bytes. */
const MAX_RECORD = 16_384;

export type Peeked =
  /** More bytes are needed. */
  | { kind: "incomplete" }
  /** A whole ClientHello; `serverName` in lower case, absent where none was sent. */
  | { kind: "hello"; serverName?: string }
  /** The first byte is no TLS handshake record's. */
  | { kind: "not-tls" }
  /** TLS in its first bytes, then something else, or too long. */
  | { kind: "malformed" };

/** Reads the first bytes of a connection, as many as there are: records may be split at will (RFC 8446 5.1). */
export function peekClientHello(bytes: Uint8Array): Peeked {
  if (bytes.length === 0) return { kind: "incomplete" };
  if (bytes[0] !== HANDSHAKE_RECORD) return { kind: "not-tls" };
  const message = handshakeBytes(bytes);
  if (message === undefined) return { kind: "malformed" };
  if (message.length < 4) return tooLong(bytes) ?? { kind: "incomplete" };
  const reader = new Reader(message);
  if (reader.uint(1) !== CLIENT_HELLO) return { kind: "malformed" };
  const length = reader.uint(3);
  if (length === undefined || length > MAX_CLIENT_HELLO) return { kind: "malformed" };
  const body = reader.take(length);
  if (body === undefined) return tooLong(bytes) ?? { kind: "incomplete" };
  return readBody(new Reader(body));
}

function tooLong(bytes: Uint8Array): Peeked | undefined {
  return bytes.length > MAX_CLIENT_HELLO ? { kind: "malformed" } : undefined;
}

/** The content of the leading handshake records, joined; undefined where a record is not one. */
function handshakeBytes(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (bytes[offset] !== HANDSHAKE_RECORD) return undefined;
    const major = bytes[offset + 1];
    if (major !== undefined && major !== 3) return undefined;
    const high = bytes[offset + 3];
    const low = bytes[offset + 4];
    if (high === undefined || low === undefined) break;
    const length = high * 256 + low;
    // RFC 8446 5.1: handshake records of no bytes must not be sent; they would let a peer keep us reading for ever.
    if (length === 0 || length > MAX_RECORD) return undefined;
    parts.push(bytes.subarray(offset + 5, offset + 5 + length));
    offset += 5 + length;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

/** RFC 8446 4.1.2: legacy_version, random, legacy_session_id, cipher_suites, legacy_compression_methods, extensions. */
function readBody(body: Reader): Peeked {
  if (body.take(2 + 32) === undefined || body.vector(1) === undefined || body.vector(2) === undefined || body.vector(1) === undefined) {
    return { kind: "malformed" };
  }
  if (body.left === 0) return { kind: "hello" };
  const list = body.vector(2);
  if (list === undefined) return { kind: "malformed" };
  const extensions = new Reader(list);
  while (extensions.left > 0) {
    const type = extensions.uint(2);
    const data = extensions.vector(2);
    if (type === undefined || data === undefined) return { kind: "malformed" };
    if (type === SERVER_NAME) return readServerName(new Reader(data));
  }
  return { kind: "hello" };
}

/** RFC 6066 section 3. */
function readServerName(extension: Reader): Peeked {
  const list = extension.vector(2);
  if (list === undefined) return { kind: "malformed" };
  const names = new Reader(list);
  while (names.left > 0) {
    const type = names.uint(1);
    const name = names.vector(2);
    if (type === undefined || name === undefined) return { kind: "malformed" };
    if (type === HOST_NAME) return { kind: "hello", serverName: Buffer.from(name).toString("latin1").toLowerCase() };
  }
  return { kind: "malformed" };
}

/** Reads big-endian integers and length-prefixed vectors; undefined where the bytes run out. */
class Reader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#offset;
  }

  uint(size: 1 | 2 | 3): number | undefined {
    const bytes = this.take(size);
    return bytes?.reduce((value, byte) => value * 256 + byte, 0);
  }

  take(length: number): Uint8Array | undefined {
    if (length > this.left) return undefined;
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  vector(lengthSize: 1 | 2): Uint8Array | undefined {
    const length = this.uint(lengthSize);
    return length === undefined ? undefined : this.take(length);
  }
}
