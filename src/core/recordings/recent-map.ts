/** A map that holds a bounded number of entries and lets the oldest go first. */
export class RecentMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #maximum: number;
  readonly #forgotten: (value: Value) => void;

  /** `forgotten`: is told what had to go for the bound's sake. */
  constructor(maximum: number, forgotten: (value: Value) => void = () => undefined) {
    this.#maximum = maximum;
    this.#forgotten = forgotten;
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: Key, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maximum) return;
    for (const [oldest, forgotten] of this.#entries) {
      this.#entries.delete(oldest);
      this.#forgotten(forgotten);
      return;
    }
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }
}
