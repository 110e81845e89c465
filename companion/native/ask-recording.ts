import { once } from "node:events";
import { connect } from "node:net";
import { isRecord } from "../../src/core/is-record.ts";
import { observationToJson, parseObservation } from "../../src/core/telemetry/observation-json.ts";
import { TelemetryError } from "../../src/core/telemetry/json-reader.ts";
import type { Machine } from "../install/places.ts";
import { announcements } from "./announced.ts";
import { frame, framesOf, FramingError, MAX_OUTGOING } from "./framing.ts";
import { PROTOCOL, type BuiltRequest, type RecordedAnswer, type RecordedRequest } from "./messages.ts";
import { descendsFrom } from "./processes.ts";

/** Milliseconds for a recording's answer: it waits a while for what its browser has not written down yet. */
const PATIENCE = 8000;

/** A recording that runs gave no answer that can be understood. */
export class RecordingAnswerError extends Error {
  override readonly name = "RecordingAnswerError";
  readonly code = "bad-recording";
}

export interface RecordingAsker {
  machine: Machine;
  /** The process whose browser is looked for. Default: this one. */
  self?: number;
}

/**
 * Asks the recording of the browser that started this process, if it is recorded, or tells it: another browser of the same person gets nothing.
 * @throws RecordingAnswerError
 */
export async function askRecording(request: RecordedRequest | BuiltRequest, { machine, self = process.pid }: RecordingAsker): Promise<RecordedAnswer> {
  const found = announcements(machine).find(({ browser }) => descendsFrom(self, browser));
  if (found === undefined) return { recording: false };
  const { id } = request;
  const socket = connect(found.socket);
  socket.setTimeout(PATIENCE, () => socket.destroy(new RecordingAnswerError(`no answer within ${PATIENCE} ms`)));
  try {
    await once(socket, "connect");
    socket.write(frame({ version: PROTOCOL, ...request }));
    for await (const bytes of framesOf(socket, MAX_OUTGOING)) return recordedAnswerOf(bytes, id);
    throw new RecordingAnswerError("the recording ended before it answered");
  } catch (error) {
    if (error instanceof RecordingAnswerError) throw error;
    if (error instanceof FramingError || error instanceof TelemetryError || error instanceof SyntaxError || (error instanceof Error && "code" in error)) throw new RecordingAnswerError(error.message, { cause: error });
    throw error;
  } finally {
    socket.destroy();
  }
}

/** Reads what a recording answers, strictly. @throws RecordingAnswerError, TelemetryError, SyntaxError */
export function recordedAnswerOf(bytes: Uint8Array, id: number): RecordedAnswer {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isRecord(value) || value["version"] !== PROTOCOL || value["id"] !== id || value["type"] !== "recorded" || value["recording"] !== true) throw new RecordingAnswerError("what came is no answer");
  const other = Object.keys(value).find((key) => !["version", "id", "type", "recording", "observation"].includes(key));
  if (other !== undefined) throw new RecordingAnswerError(`"${other.slice(0, 40)}" is not known`);
  const { observation } = value;
  return { recording: true, ...(observation === undefined ? {} : { observation: observationToJson(parseObservation(observation)) }) };
}
