import { MessageJoiner, type HandshakeMessage } from "../wire/handshake-messages.ts";
import { WireError } from "../wire/wire-error.ts";

/** Bytes that wait for what comes before them, and how many pieces of them. A server's flight is some kilobytes. */
const MAX_WAITING = 256 * 1024;
const MAX_PIECES = 200;

/** Joins the CRYPTO frames of one encryption level of QUIC (RFC 9000 section 19.6) to handshake messages. */
export class CryptoStream {
  readonly #joiner = new MessageJoiner();
  readonly #waiting = new Map<number, Uint8Array>();
  #next = 0;
  #held = 0;
  #broken = false;

  /** The messages that are whole with this frame. None are, ever again, once the bytes are no messages or too many. */
  push(offset: number, bytes: Uint8Array): HandshakeMessage[] {
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

  #take(): HandshakeMessage[] {
    const messages: HandshakeMessage[] = [];
    for (let found = true; found;) {
      found = false;
      for (const [offset, bytes] of this.#waiting) {
        if (offset > this.#next) continue;
        this.#waiting.delete(offset);
        this.#held -= bytes.length;
        const fresh = bytes.subarray(this.#next - offset);
        if (fresh.length === 0) continue;
        this.#next += fresh.length;
        messages.push(...this.#joiner.push(fresh));
        found = true;
      }
    }
    return messages;
  }

  #giveUp(): HandshakeMessage[] {
    this.#broken = true;
    this.#waiting.clear();
    this.#held = 0;
    return [];
  }
}
