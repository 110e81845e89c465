import { LruMap } from "../core/lru.ts";

interface Place<Value> {
  value?: Value;
  waiting: ((value: Value | undefined) => void)[];
}

/**
 * Where two halves of one thing meet that come by different roads, in either order: what is told under a key and who
 * asks for it. Bounded: the key that was used longest ago is given up, and who waits for it gets nothing.
 */
export class Meeting<Value> {
  readonly #places: LruMap<string, Place<Value>>;

  constructor(capacity: number) {
    this.#places = new LruMap(capacity, { forgotten: ({ waiting }) => {
      for (const answer of waiting) answer(undefined);
    } });
  }

  /** What was told last under a key counts. */
  tell(key: string, value: Value): void {
    const place = this.#places.get(key);
    this.#places.set(key, { value, waiting: [] });
    for (const answer of place?.waiting ?? []) answer(value);
  }

  /** The same as `ask`, and what was told is gone with it: the next who asks waits for what is told then. */
  async take(key: string, patience: number): Promise<Value | undefined> {
    const value = await this.ask(key, patience);
    if (value !== undefined) this.forget(key);
    return value;
  }

  /** What was told before counts no more. */
  forget(key: string): void {
    const place = this.#places.get(key);
    if (place !== undefined && "value" in place) this.#places.delete(key);
  }

  /** What was told, or is within `patience` milliseconds; else undefined. */
  async ask(key: string, patience: number): Promise<Value | undefined> {
    const place = this.#places.get(key);
    if (place !== undefined && "value" in place) return place.value;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => answer(undefined), patience);
      const waiting = place ?? { waiting: [] };
      const answer = (value: Value | undefined): void => {
        clearTimeout(timer);
        waiting.waiting = waiting.waiting.filter((other) => other !== answer);
        resolve(value);
      };
      waiting.waiting.push(answer);
      if (place === undefined) this.#places.set(key, waiting);
    });
  }
}
