import type { Observation } from "../../core/observation.ts";
import type { BuiltTold } from "../../core/telemetry/built-told.ts";
import { ObjectReader, readString, required, TelemetryError } from "../../core/telemetry/json-reader.ts";
import { parseObservation } from "../../core/telemetry/observation-json.ts";
import type { CompanionSight } from "../../messages/companion.ts";
import { CompanionError } from "./companion-error.ts";
import { defined } from "../../core/defined.ts";

/** The name under which the browser knows the companion. */
export const HOST_NAME = "tlscope.companion";

/** The version of the messages; that of companion/native/messages.ts. */
export const PROTOCOL = 1;

/** What the companion is asked: to connect to the address, for the host. */
export interface Question {
  host: string;
  port: number;
  /** An IP address, IPv6 without brackets. */
  address: string;
  /** The browser that asks: the companion is to offer what that one does. */
  as?: Offering;
}

/** Browsers whose offer the companion can make. */
export type Offering = NonNullable<CompanionSight["as"]>["browser"];

/** What the companion saw on its connection. */
export interface Sighting {
  /** ISO 8601. */
  time: string;
  observation: Observation;
  /** Bytes of the Certificate message as it came over the wire. */
  certificateMessageBytes?: number;
  /** Whether an OCSP response came with the certificate. */
  ocspStapled?: boolean;
  /** How the connection failed, if it did; what was seen until then is there all the same. */
  failure?: { code: string; message: string };
  /** Whose offer it made, and what of it could not be, in words; absent where it made its own. */
  as?: NonNullable<CompanionSight["as"]>;
}

/** What of a connection of the browser's own is asked of a recording that runs. */
export interface RecordedQuestion {
  host: string;
  port: number;
  /** SHA-256 of the server's certificate in lower-case hex, where the browser tells it. */
  leaf?: string;
}

/** What a recording of this browser has. */
export interface RecordedSighting {
  /** Whether one runs. */
  recording: boolean;
  observation?: Observation;
}

/** `id` null: the companion could not read what was asked. */
export type Answer = { id: number; sighting: Sighting } | { id: number; recorded: RecordedSighting } | { id: number | null; error: CompanionError };

const MAX_ID = 2 ** 32 - 1;
const MAX_TEXT = 10_000;
const MAX_LACKS = 20;

export function questionMessage(id: number, question: Question): object {
  return { version: PROTOCOL, id, type: "probe", ...question };
}

export function recordedMessage(id: number, question: RecordedQuestion): object {
  return { version: PROTOCOL, id, type: "recorded", ...question };
}

export function builtMessage(id: number, told: BuiltTold): object {
  return { version: PROTOCOL, id, type: "built", ...told };
}

/**
 * Reads an answer; members that are not known are passed over.
 * @throws CompanionError where it is none: "wrong-version" or "bad-answer"
 */
export function readAnswer(message: unknown): Answer {
  try {
    const reader = new ObjectReader(message);
    if (reader.raw("version") !== PROTOCOL) throw new CompanionError("wrong-version", `The companion speaks another version than ${PROTOCOL}.`);
    switch (reader.oneOf("type", ["probe", "recorded", "error"])) {
      case "error":
        return { id: reader.raw("id") === null ? null : idOf(reader), error: errorOf(reader) };
      case "recorded":
        return { id: idOf(reader), recorded: recordedOf(reader) };
      default:
        return { id: idOf(reader), sighting: sightingOf(reader) };
    }
  } catch (error) {
    if (error instanceof TelemetryError) throw new CompanionError("bad-answer", error.message);
    throw error;
  }
}

function idOf(reader: ObjectReader): number {
  return required(reader.integer("id", MAX_ID), "id");
}

function errorOf(reader: ObjectReader): CompanionError {
  const code = required(reader.string("code", 200), "code");
  return new CompanionError(code === "unknown-version" ? "wrong-version" : "rejected", `${code}: ${required(reader.string("message", MAX_TEXT), "message")}`);
}

function recordedOf(reader: ObjectReader): RecordedSighting {
  return {
    recording: required(reader.boolean("recording"), "recording"),
    ...(reader.has("observation") ? { observation: parseObservation(reader.raw("observation")) } : {}),
  };
}

function sightingOf(reader: ObjectReader): Sighting {
  const handshake = reader.object("handshake");
  const failure = reader.object("failure");
  const as = reader.object("as");
  return defined({
    time: required(reader.time("time"), "time"),
    observation: parseObservation(reader.raw("observation")),
    certificateMessageBytes: handshake?.object("certificateMessage")?.integer("bytes", Number.MAX_SAFE_INTEGER),
    ocspStapled: handshake === undefined ? undefined : handshake.has("ocspResponse"),
    as: as && { browser: required(as.oneOf<Offering>("browser", ["chromium", "firefox"]), "as.browser"), notOffered: as.array("notOffered", MAX_LACKS, (value, path) => readString(value, path, MAX_TEXT)) ?? [] },
    failure: failure && { code: required(failure.string("code", 200), "failure.code"), message: required(failure.string("message", MAX_TEXT), "failure.message") },
  });
}
