import { RecordingError } from "./recording-error.ts";

/** The log's own tables: numbers change from version to version, names seldom do. */
export interface NetLogConstants {
  /** Number of an event type by its name. */
  events: ReadonlyMap<string, number>;
  begin: number;
  end: number;
  /** Chromium's name of an error ("ERR_CERT_DATE_INVALID") by its number. */
  netErrors: ReadonlyMap<number, string>;
  /** Of QUIC's errors ("QUIC_HANDSHAKE_FAILED"). */
  quicErrors: ReadonlyMap<number, string>;
  /** Milliseconds since the epoch at tick 0; absent: times have no meaning. */
  tickOffset?: number;
  /** "Chromium", "Google Chrome", "Microsoft Edge", and the version; what the log says, hostile text. */
  client: { name?: string; version?: string };
}

const MAX_NAMES = 20_000;

/** Reads "constants". @throws RecordingError */
export function readConstants(json: string): NetLogConstants {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RecordingError("constants-invalid", `The log's constants are no JSON: ${error.message}`);
  }
  const constants = membersOf(value);
  const events = numbersOf(constants.get("logEventTypes"));
  if (!events.has("SSL_CONNECT") && !events.has("QUIC_SESSION")) {
    throw new RecordingError("constants-invalid", "The log's constants name no event of TLS: this is no NetLog of a browser, or one that is not known yet.");
  }
  const phases = numbersOf(constants.get("logEventPhase"));
  const client = membersOf(constants.get("clientInfo"));
  const tickOffset = Number(constants.get("timeTickOffset"));
  const [name, version] = [client.get("name"), client.get("version")];
  return {
    events,
    begin: phases.get("PHASE_BEGIN") ?? 1,
    end: phases.get("PHASE_END") ?? 2,
    netErrors: namesOf(numbersOf(constants.get("netError"))),
    quicErrors: namesOf(numbersOf(constants.get("quicError"))),
    ...(Number.isFinite(tickOffset) ? { tickOffset } : {}),
    client: { ...(typeof name === "string" ? { name: name.slice(0, 100) } : {}), ...(typeof version === "string" ? { version: version.slice(0, 100) } : {}) },
  };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : new Map();
}

/** The members that are integers; a table that lies about a name lies about that name alone. */
function numbersOf(value: unknown): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [name, number] of membersOf(value)) {
    if (numbers.size === MAX_NAMES) break;
    if (typeof number === "number" && Number.isSafeInteger(number)) numbers.set(name, number);
  }
  return numbers;
}

function namesOf(numbers: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map(Array.from(numbers, ([name, number]) => [number, name]));
}
