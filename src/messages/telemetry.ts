import { isNumber, isOptional, isText, type Shapes } from "./shape.ts";

export interface TelemetryMessages {
  /** The export document. Without tabId: all that was collected. */
  "telemetry/export": { request: { tabId?: number }; response: object };
  /** How much an export of all that was collected would hold. */
  "telemetry/holdings": { request: object; response: Holdings };
  /** Begins an export of which the text is asked for part by part: as a whole it is many megabytes. */
  "telemetry/begin": { request: { tabId?: number }; response: { id: string } };
  /** The next part of the text of an export that was begun; null: it is not known any more, since the background was started anew or others were begun. */
  "telemetry/part": { request: { id: string }; response: ExportPart | null };
}

export const TELEMETRY_SHAPES: Shapes<TelemetryMessages> = {
  "telemetry/export": { tabId: isOptional(isNumber) },
  "telemetry/holdings": {},
  "telemetry/begin": { tabId: isOptional(isNumber) },
  "telemetry/part": { id: isText },
};

export interface Holdings {
  observations: number;
  certificates: number;
  /** Kinds of connection that were seen and not kept, which no export has. */
  omitted: number;
}

export interface ExportPart {
  text: string;
  /** How much of the whole is done, 0 to 1; 1: this is the last part. */
  share: number;
}
