/** A map that holds a bounded number of entries (or a bounded weight) and lets the least recently used go first. */
export class LruMap<Key, Value> {
  readonly #entries = new Map<Key, { value: Value; weight: number }>();
  readonly #maximum: number;
  readonly #weigh: (value: Value, key: Key) => number;
  readonly #forgotten: ((value: Value) => void) | undefined;
  #total = 0;

  /**
   * `weigh`: what an entry counts for; each counts for one where it is absent. An entry above the maximum is not kept.
   * `forgotten`: is told what had to go for the bound's sake.
   */
  constructor(maximum: number, { weigh = () => 1, forgotten }: { weigh?: (value: Value, key: Key) => number; forgotten?: (value: Value) => void } = {}) {
    this.#maximum = maximum;
    this.#weigh = weigh;
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    const weight = this.#weigh(value, key);
    if (weight > this.#maximum) return;
    this.#entries.set(key, { value, weight });
    this.#total += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#total <= this.#maximum) break;
      this.delete(oldest);
      this.#forgotten?.(entry.value);
    }
  }

  delete(key: Key): boolean {
    this.#total -= this.#entries.get(key)?.weight ?? 0;
    return this.#entries.delete(key);
  }
}
