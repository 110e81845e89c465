/** A map that holds a bounded number of entries (or a bounded weight) and lets the least recently used go first. */
export class LruMap<Key, Value> {
  private readonly entries = new Map<Key, { value: Value; weight: number }>();
  private readonly maximum: number;
  private readonly weigh: (value: Value, key: Key) => number;
  private total = 0;

  /** `weigh`: what an entry counts for; each counts for one where it is absent. An entry above the maximum is not kept. */
  constructor(maximum: number, weigh: (value: Value, key: Key) => number = () => 1) {
    this.maximum = maximum;
    this.weigh = weigh;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    const weight = this.weigh(value, key);
    if (weight > this.maximum) return;
    this.entries.set(key, { value, weight });
    this.total += weight;
    for (const oldest of this.entries.keys()) {
      if (this.total <= this.maximum) break;
      this.delete(oldest);
    }
  }

  private delete(key: Key): void {
    this.total -= this.entries.get(key)?.weight ?? 0;
    this.entries.delete(key);
  }
}
