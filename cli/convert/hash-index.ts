/** Words of a key, and of a slot: the key, an offset in two, a length. */
const KEY_WORDS = 4;
const SLOT_WORDS = 7;
const FIRST_SLOTS = 1024;
/** An offset's upper part counts in these. */
const HIGH = 0x1_0000_0000;

/** Where something lies in a file. */
export interface ByteSpan {
  start: number;
  length: number;
}

/**
 * Spans by SHA-256 (hex), of which it holds the first 128 bits: some 50 bytes a certificate, where a Map of texts takes four times
 * as much. A length of 0 stands for being there alone.
 */
export class HashIndex {
  #slots = new Uint32Array(FIRST_SLOTS * SLOT_WORDS);
  #used = new Uint8Array(FIRST_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(hash: string): boolean {
    return this.#used[this.#find(wordsOf(hash))] === 1;
  }

  /** The span of a hash; undefined: it is not there. */
  get(hash: string): ByteSpan | undefined {
    const slot = this.#find(wordsOf(hash));
    if (this.#used[slot] !== 1) return undefined;
    const at = slot * SLOT_WORDS + KEY_WORDS;
    return { start: (this.#slots[at] ?? 0) * HIGH + (this.#slots[at + 1] ?? 0), length: this.#slots[at + 2] ?? 0 };
  }

  /** Whether it was not there before. */
  add(hash: string, { start, length }: ByteSpan = { start: 0, length: 0 }): boolean {
    const key = wordsOf(hash);
    if (this.#size * 2 >= this.#used.length) this.#grow();
    const slot = this.#find(key);
    if (this.#used[slot] === 1) return false;
    this.#used[slot] = 1;
    this.#size++;
    this.#slots.set([...key, Math.floor(start / HIGH), start % HIGH, length], slot * SLOT_WORDS);
    return true;
  }

  #find(key: readonly number[]): number {
    const slots = this.#used.length;
    let slot = (key[0] ?? 0) % slots;
    while (this.#used[slot] === 1 && !this.#is(slot, key)) slot = (slot + 1) % slots;
    return slot;
  }

  #is(slot: number, key: readonly number[]): boolean {
    const at = slot * SLOT_WORDS;
    return key.every((word, i) => this.#slots[at + i] === word);
  }

  #grow(): void {
    const [slots, used] = [this.#slots, this.#used];
    this.#slots = new Uint32Array(slots.length * 2);
    this.#used = new Uint8Array(used.length * 2);
    for (let old = 0; old < used.length; old++) {
      if (used[old] !== 1) continue;
      const words = slots.subarray(old * SLOT_WORDS, (old + 1) * SLOT_WORDS);
      const slot = this.#find(Array.from(words.subarray(0, KEY_WORDS)));
      this.#used[slot] = 1;
      this.#slots.set(words, slot * SLOT_WORDS);
    }
  }
}

function wordsOf(hash: string): number[] {
  return Array.from({ length: KEY_WORDS }, (_, i) => Number.parseInt(hash.slice(i * 8, i * 8 + 8), 16) >>> 0);
}
