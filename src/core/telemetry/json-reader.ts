import { isRecord } from "../is-record.ts";

/** What is wrong with a document or an observation that somebody gave. */
export type TelemetryErrorCode =
  | "bad-json" | "wrong-type" | "missing" | "out-of-range" | "too-long" | "too-many" | "unknown-value"
  | "bad-host" | "bad-time" | "bad-base64"
  | "wrong-format" | "wrong-version" | "certificate-missing" | "certificate-hash" | "cut-off";

/** JSON that is not what it should be: what, where ("tlsInfo.sentChain[2]"), and what should be there. */
export class TelemetryError extends Error {
  override readonly name = "TelemetryError";

  constructor(readonly code: TelemetryErrorCode, readonly path: string, what: string) {
    super(path === "" ? what : `${path}: ${what}`);
  }
}

/** Reads one JSON object, member by member. Every method throws TelemetryError; absent members are undefined. */
export class ObjectReader {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(value: unknown, readonly path = "") {
    if (!isRecord(value)) {
      throw new TelemetryError("wrong-type", path, `an object is expected, not ${kindOf(value)}`);
    }
    this.#members = new Map(Object.entries(value));
  }

  has(key: string): boolean {
    return this.#members.has(key);
  }

  /** The member as it is. */
  raw(key: string): unknown {
    return this.#members.get(key);
  }

  at(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  string(key: string, maxLength: number): string | undefined {
    const value = this.#members.get(key);
    if (value === undefined) return undefined;
    return readString(value, this.at(key), maxLength);
  }

  boolean(key: string): boolean | undefined {
    const value = this.#members.get(key);
    if (value === undefined || typeof value === "boolean") return value;
    throw new TelemetryError("wrong-type", this.at(key), `true or false is expected, not ${kindOf(value)}`);
  }

  integer(key: string, max: number): number | undefined {
    const value = this.#members.get(key);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isInteger(value)) {
      throw new TelemetryError("wrong-type", this.at(key), `an integer is expected, not ${kindOf(value)}`);
    }
    if (value < 0 || value > max) throw new TelemetryError("out-of-range", this.at(key), `${value} is not within 0 and ${max}`);
    return value;
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T | undefined {
    const given = this.string(key, 1000);
    if (given === undefined) return undefined;
    const value = values.find((each) => each === given);
    if (value === undefined) {
      throw new TelemetryError("unknown-value", this.at(key), `one of ${values.join(", ")} is expected, not ${JSON.stringify(given.slice(0, 100))}`);
    }
    return value;
  }

  object(key: string): ObjectReader | undefined {
    const value = this.#members.get(key);
    return value === undefined ? undefined : new ObjectReader(value, this.at(key));
  }

  array<T>(key: string, maxLength: number, read: (value: unknown, path: string) => T): T[] | undefined {
    const value = this.#members.get(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw new TelemetryError("wrong-type", this.at(key), `an array is expected, not ${kindOf(value)}`);
    if (value.length > maxLength) throw new TelemetryError("too-many", this.at(key), `${value.length} entries; ${maxLength} are read at most`);
    return value.map((entry, index) => read(entry, `${this.at(key)}[${index}]`));
  }

  /** ISO 8601 with date, time and zone. */
  time(key: string): string | undefined {
    const value = this.string(key, 64);
    if (value === undefined) return undefined;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value)) || !isDay(value.slice(0, 10))) {
      throw new TelemetryError("bad-time", this.at(key), `a time such as 2026-11-21T12:00:00Z is expected, not ${JSON.stringify(value)}`);
    }
    return value;
  }

  *keys(): Generator<string> {
    yield* this.#members.keys();
  }
}

/** Whether there is a day "2026-11-21": Date.parse takes 30 February for 2 March. */
export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

/** The value, where it is given; throws TelemetryError otherwise. */
export function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new TelemetryError("missing", path, "this member must be there");
  return value;
}

export function readString(value: unknown, path: string, maxLength: number): string {
  if (typeof value !== "string") throw new TelemetryError("wrong-type", path, `a string is expected, not ${kindOf(value)}`);
  if (value.length > maxLength) throw new TelemetryError("too-long", path, `${value.length} characters; ${maxLength} are read at most`);
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

