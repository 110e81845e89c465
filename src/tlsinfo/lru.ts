/** A map that forgets what was set or got longest ago once it holds more than `capacity` entries. */
export class LruMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #capacity: number;
  readonly #forgotten: (value: Value) => void;

  /** `forgotten` is told what had to go for the bound's sake. */
  constructor(capacity: number, forgotten: (value: Value) => void = () => undefined) {
    this.#capacity = capacity;
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      for (const [oldest, forgotten] of this.#entries) {
        this.#entries.delete(oldest);
        this.#forgotten(forgotten);
        break;
      }
    }
  }

  delete(key: Key): boolean {
    return this.#entries.delete(key);
  }
}
