import { MessageJoiner } from "../wire/handshake-messages.ts";
import { WireError } from "../wire/wire-error.ts";

/** Bytes that wait for what comes before them, and how many pieces of them. A server's flight is some kilobytes. */
const MAX_WAITING = 256 * 1024;
const MAX_PIECES = 200;

export interface WholeMessage {
  type: number;
  /** With its header of four bytes. */
  message: Uint8Array;
}

/** Joins the CRYPTO frames of one encryption level of QUIC (RFC 9000 section 19.6) to handshake messages. */
export class CryptoStream {
  readonly #joiner = new MessageJoiner();
  readonly #waiting = new Map<number, Uint8Array>();
  #next = 0;
  #held = 0;
  #broken = false;

  /** The messages that are whole with this frame. None are, ever again, once the bytes are no messages or too many. */
  push(offset: number, bytes: Uint8Array): WholeMessage[] {
    if (this.#broken || offset + bytes.length <= this.#next) return [];
    this.#held += bytes.length;
    this.#waiting.set(offset, bytes);
    if (this.#held > MAX_WAITING || this.#waiting.size > MAX_PIECES) return this.#giveUp();
    try {
      return this.#take();
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      return this.#giveUp();
    }
  }

  #take(): WholeMessage[] {
    const messages: WholeMessage[] = [];
    for (let found = true; found;) {
      found = false;
      for (const [offset, bytes] of this.#waiting) {
        if (offset > this.#next) continue;
        this.#waiting.delete(offset);
        this.#held -= bytes.length;
        const fresh = bytes.subarray(this.#next - offset);
        if (fresh.length === 0) continue;
        this.#next += fresh.length;
        for (const { type, body } of this.#joiner.push(fresh)) messages.push({ type, message: withHeader(type, body) });
        found = true;
      }
    }
    return messages;
  }

  #giveUp(): WholeMessage[] {
    this.#broken = true;
    this.#waiting.clear();
    this.#held = 0;
    return [];
  }
}

/** A handshake message as it goes over the wire. */
export function withHeader(type: number, body: Uint8Array): Uint8Array {
  const message = new Uint8Array(body.length + 4);
  message.set([type, body.length >> 16, body.length >> 8 & 0xff, body.length & 0xff]);
  message.set(body, 4);
  return message;
}
