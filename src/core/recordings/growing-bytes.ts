/** What follows a chunk's rest is another chunk. */
const MIN_STORE = 512 * 1024;

/** Bytes that come in chunks and are let go from the front. Offsets count from the first byte that is held. */
export class GrowingBytes {
  #store: Uint8Array = new Uint8Array(0);
  #start = 0;
  #end = 0;
  /** Whether the store is ours to write into. */
  #own = false;

  get length(): number {
    return this.#end - this.#start;
  }

  /** What is held. Good until the next `push` or `drop`. */
  get view(): Uint8Array {
    return this.#store.subarray(this.#start, this.#end);
  }

  push(chunk: Uint8Array): void {
    const held = this.length;
    if (held === 0 && !this.#own) {
      // Nothing is left over: the chunk is read where it lies.
      this.#store = chunk;
      this.#own = false;
      this.#start = 0;
      this.#end = chunk.length;
      return;
    }
    const needed = held + chunk.length;
    if (!this.#own || this.#end + chunk.length > this.#store.length) {
      // Doubled, so that a long value in small chunks is not copied each time.
      const store = !this.#own || needed > this.#store.length / 2 ? new Uint8Array(needed * 2) : this.#store;
      this.#own = true;
      store.set(this.view);
      this.#store = store;
      this.#start = 0;
      this.#end = held;
    }
    this.#store.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** Lets go of the first bytes. */
  drop(count: number): void {
    this.#start += count;
  }

  /** Copies what is left of the last chunk, so that its giver may use it again. */
  settle(): void {
    if (this.#own || this.length === 0) return;
    const store = new Uint8Array(Math.max(MIN_STORE, this.length * 2));
    store.set(this.view);
    this.#end = this.length;
    this.#start = 0;
    this.#store = store;
    this.#own = true;
  }
}
