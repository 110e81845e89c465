/** One event of a NetLog, held to its form. */
export interface NetLogEvent {
  type: number;
  phase: number;
  source: number;
  /** Milliseconds of the log's clock. */
  time: number;
  params: Params;
}

/** The parameters of an event: whatever the log holds, given only where it is what it should be. */
export class Params {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    this.#members = typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#members, key) ? this.#members[key] : undefined;
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

/** The event of a JSON text; undefined where it is none. */
export function readEvent(json: string): NetLogEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const event = new Params(value);
  const type = event.integer("type");
  const source = event.at("source").integer("id");
  if (type === undefined || source === undefined) return undefined;
  // Chromium writes times as strings.
  const time = Number(event.string("time", 30) ?? event.integer("time") ?? NaN);
  return { type, source, phase: event.integer("phase") ?? 0, time, params: event.at("params") };
}

const QUOTED_TYPE = Uint8Array.from(",\"type\":", (character) => character.charCodeAt(0));
const CLOSE_BRACE = 0x7d;
const ZERO = 0x30;

/**
 * The type of an event by its last bytes, as Chromium writes them (`,"type":77}`), without reading the rest.
 * undefined: it is written otherwise.
 */
export function typeAtEnd(json: Uint8Array): number | undefined {
  let at = json.length - 1;
  if (json[at] !== CLOSE_BRACE) return undefined;
  let type = 0;
  let digits = 0;
  for (at--; digits < 7; at--, digits++) {
    const digit = (json[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    type += digit * 10 ** digits;
  }
  if (digits === 0) return undefined;
  for (let i = QUOTED_TYPE.length - 1; i >= 0; i--, at--) if (json[at] !== QUOTED_TYPE[i]) return undefined;
  return type;
}
