/** The members of a JSON object: whatever a recording holds, given only where it is what it should be. */
export class Params {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.#members = typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#members, key) ? this.#members[key] : undefined;
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  /** A string of at most so many characters; undefined for all else. */
  string(key: string, max: number): string | undefined {
    const value = this.#get(key);
    return typeof value === "string" && value.length <= max ? value : undefined;
  }

  integer(key: string): number | undefined {
    const value = this.#get(key);
    return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
  }

  boolean(key: string): boolean | undefined {
    const value = this.#get(key);
    return typeof value === "boolean" ? value : undefined;
  }

  /** The strings of a list, where it has nothing else and at most `count` of them. */
  strings(key: string, count: number): string[] | undefined {
    const value: unknown = this.#get(key);
    return Array.isArray(value) && value.length <= count && value.every((each) => typeof each === "string") ? value : undefined;
  }

  at(key: string): Params {
    return new Params(this.#get(key));
  }
}
