import { LruMap } from "../../src/core/lru.ts";

/** Texts that are kept once, at most. */
const MAX_TEXTS = 2_048;

/** Keeps what is the same once, as long as it comes again and again. */
export class TextPool {
  readonly #texts = new LruMap<string, string>(MAX_TEXTS);
  readonly #values = new LruMap<string, unknown>(MAX_TEXTS);

  /** The text, or the same one from before. */
  keep(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  /** The value, or one of equal JSON from before; neither may be changed. */
  one<Value>(value: Value): Value {
    const text = JSON.stringify(value);
    const known = this.#values.get(text);
    // What has the same text has the same type: both are plain values of this type's making.
    if (known !== undefined) return known as Value;
    this.#values.set(text, value);
    return value;
  }
}
