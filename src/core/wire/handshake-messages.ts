import { WireError } from "./wire-error.ts";

/** HandshakeType of the messages that a server sends (IANA "TLS HandshakeType"). */
export const MESSAGE = {
  helloRequest: 0, serverHello: 2, newSessionTicket: 4, encryptedExtensions: 8, certificate: 11, serverKeyExchange: 12,
  certificateRequest: 13, serverHelloDone: 14, certificateVerify: 15, finished: 20, certificateStatus: 22, keyUpdate: 24,
  compressedCertificate: 25,
} as const;

export interface HandshakeMessage {
  type: number;
  body: Uint8Array;
}

/** Bytes of one message that we read. OpenSSL stops at a Certificate message of 100 KiB, other libraries sooner. */
export const MAX_MESSAGE = 1024 * 1024;

const HEADER = 4;

/** Joins the fragments of handshake records to messages (RFC 8446 section 5.1: records may split and join them at will). */
export class MessageJoiner {
  #parts: Uint8Array[] = [];
  #held = 0;

  /** Whether part of a message is held, so that no record of another type may come now. */
  get inMessage(): boolean {
    return this.#held > 0;
  }

  /** The messages that are whole with this fragment. @throws WireError for a message longer than MAX_MESSAGE, as soon as its length is there */
  push(fragment: Uint8Array): HandshakeMessage[] {
    this.#parts.push(fragment);
    this.#held += fragment.length;
    const messages: HandshakeMessage[] = [];
    for (;;) {
      const header = this.#first(HEADER);
      if (header === undefined) break;
      const [type = 0, high = 0, middle = 0, low = 0] = header;
      const length = high * 65_536 + middle * 256 + low;
      if (length > MAX_MESSAGE) throw new WireError("message-too-long", `a handshake message of type ${type} with ${length} bytes; at most ${MAX_MESSAGE} are read`);
      const whole = this.#first(HEADER + length);
      if (whole === undefined) break;
      messages.push({ type, body: whole.subarray(HEADER) });
      this.#drop(HEADER + length);
    }
    return messages;
  }

  /** The first bytes of what is held, joined only where they lie in several parts. */
  #first(length: number): Uint8Array | undefined {
    if (this.#held < length) return undefined;
    const [head] = this.#parts;
    if (head !== undefined && head.length >= length) return head.subarray(0, length);
    // A message in very small records: join what is needed once.
    const bytes = new Uint8Array(this.#held);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    this.#parts = [bytes];
    return bytes.subarray(0, length);
  }

  #drop(length: number): void {
    const [head = new Uint8Array()] = this.#parts;
    const rest = head.subarray(length);
    this.#parts = rest.length > 0 ? [rest, ...this.#parts.slice(1)] : this.#parts.slice(1);
    this.#held -= length;
  }
}
