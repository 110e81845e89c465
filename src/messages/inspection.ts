import type { InspectionMode } from "../settings/settings.ts";
import type { Inspection, InspectionFailure } from "../tlsinfo/chromium-inspector.ts";
import { isNumber, type Shapes } from "./shape.ts";

export interface InspectionMessages {
  /** Whether this build has the browser's debugger, and when it is asked. */
  "inspection/get": { request: object; response: InspectionReport };
  /** Asks the debugger once about the page in the tab; what it tells comes with the page's next report. */
  "inspection/page": { request: { tabId: number }; response: InspectionOutcome };
}

export const INSPECTION_SHAPES: Shapes<InspectionMessages> = { "inspection/get": {}, "inspection/page": { tabId: isNumber } };

export interface InspectionReport {
  available: boolean;
  mode: InspectionMode;
}

export type InspectionOutcome = { way: Inspection["way"] } | { failure: InspectionFailure };
