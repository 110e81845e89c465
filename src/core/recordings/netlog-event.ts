import { Params } from "./params.ts";

/** One event of a NetLog, held to its form. */
export interface NetLogEvent {
  type: number;
  phase: number;
  source: number;
  /** Milliseconds of the log's clock. */
  time: number;
  params: Params;
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
