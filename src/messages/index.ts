import { COMPANION_SHAPES, type CompanionMessages } from "./companion.ts";
import { DECISION_SHAPES, type DecisionMessages } from "./decisions.ts";
import { HOST_SHAPES, type HostMessages } from "./hosts.ts";
import { INSPECTION_SHAPES, type InspectionMessages } from "./inspection.ts";
import { PAGE_SHAPES, type PageMessages } from "./page.ts";
import { SETTINGS_SHAPES, type SettingsMessages } from "./settings.ts";
import type { Shapes } from "./shape.ts";
import { TELEMETRY_SHAPES, type TelemetryMessages } from "./telemetry.ts";
import { UPLOAD_SHAPES, type UploadMessages } from "./upload.ts";

/** Requests that pages of the add-on send to the background, and what they resolve to: a file a family. */
export interface Messages extends PageMessages, TelemetryMessages, DecisionMessages, SettingsMessages, CompanionMessages, InspectionMessages, HostMessages, UploadMessages {}

/** What each request must look like. */
export const SHAPES: Shapes<Messages> = {
  ...PAGE_SHAPES, ...TELEMETRY_SHAPES, ...DECISION_SHAPES, ...SETTINGS_SHAPES, ...COMPANION_SHAPES, ...INSPECTION_SHAPES, ...HOST_SHAPES, ...UPLOAD_SHAPES,
};
