import type { InspectionMode } from "../settings/settings.ts";
import type { Inspection, InspectionFailure } from "../tlsinfo/chromium-inspector.ts";

export interface InspectionReport {
  available: boolean;
  mode: InspectionMode;
}

export type InspectionOutcome = { way: Inspection["way"] } | { failure: InspectionFailure };
