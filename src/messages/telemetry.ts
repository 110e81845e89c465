import { isNumber, isOptional, type Shapes } from "./shape.ts";

export interface TelemetryMessages {
  /** Without tabId: all that was collected. */
  "telemetry/export": { request: { tabId?: number }; response: object };
}

export const TELEMETRY_SHAPES: Shapes<TelemetryMessages> = { "telemetry/export": { tabId: isOptional(isNumber) } };
