/** A map that holds a bounded number of entries and lets the least recently used go first. */
export class LruMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.maximum) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
  }
}
