import { WireError } from "./wire-error.ts";

/**
 * Reads the presentation language of TLS (RFC 8446 section 3) from front to back: big-endian integers and vectors with
 * their length in front. Gives views of the bytes, never copies. Every read throws WireError "truncated" where the bytes
 * run out.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #offset = 0;

  /** `what`: the structure's name, for messages. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  get left(): number {
    return this.#bytes.length - this.#offset;
  }

  uint8(): number {
    return this.#uint(1);
  }

  uint16(): number {
    return this.#uint(2);
  }

  uint24(): number {
    return this.#uint(3);
  }

  uint32(): number {
    return this.#uint(4);
  }

  take(length: number): Uint8Array {
    if (length > this.left) {
      throw new WireError("truncated", `${this.#what} ends at byte ${this.#bytes.length}, and ${length} more are expected at byte ${this.#offset}`);
    }
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  /** A vector whose length takes `lengthBytes` bytes. `min`: the least that the protocol allows. */
  vector(lengthBytes: 1 | 2 | 3, min = 0): Uint8Array {
    const at = this.#offset;
    const length = this.#uint(lengthBytes);
    if (length < min) throw new WireError("bad-value", `${this.#what}: a vector of ${length} bytes at byte ${at}, where at least ${min} are required`);
    return this.take(length);
  }

  /** @throws WireError "trailing" where bytes are left */
  end(): void {
    if (this.left > 0) throw new WireError("trailing", `${this.#what} has ${this.left} bytes behind its end`);
  }

  #uint(size: number): number {
    let value = 0;
    for (const byte of this.take(size)) value = value * 256 + byte;
    return value;
  }
}
