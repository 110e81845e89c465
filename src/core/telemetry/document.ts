import type { Assessment, Finding } from "../assessment.ts";
import type { Observation } from "../observation.ts";
import type { ObservationJson } from "./observation-json.ts";

export const TELEMETRY_FORMAT = "tlscope-telemetry";
export const TELEMETRY_VERSION = 1;

/** The export: schema/telemetry-1.schema.json. */
export interface TelemetryDocument {
  format: typeof TELEMETRY_FORMAT;
  version: typeof TELEMETRY_VERSION;
  /** ISO 8601, UTC. */
  exportedAt: string;
  producer: Producer;
  /** SHA-256 (lower-case hex) of the DER → the DER in base64. */
  certificates: Record<string, string>;
  observations: TelemetryObservation[];
  /** Kinds of connection that were seen and are not in the document, for want of room; absent: none. */
  omitted?: number;
}

export interface Producer {
  /** "tlscope". */
  name: string;
  version: string;
  /** "Firefox 153.7", or what the export was made with otherwise. */
  browser: string;
}

/** An observation whose certificates are SHA-256 in lower-case hex. */
export type TelemetryObservation = ObservationJson & Counts & { assessment: ExportedAssessment | null };

/** An assessment, or a short one: see shortAssessment. */
export type ExportedAssessment = Omit<Assessment, "profiles" | "findings"> & Partial<Pick<Assessment, "profiles">> & { findings: ExportedFinding[] };

/** A finding, or a short one. */
export type ExportedFinding = Omit<Finding, "params"> & Partial<Pick<Finding, "params">>;

export interface Counts {
  /** Number of requests that the observation stands for. */
  requests: number;
  /** The same by webRequest resource type. */
  types?: Record<string, number>;
  /** ISO 8601, UTC. */
  firstSeen: string;
  lastSeen: string;
}

/** One entry of the export, with certificates as bytes. */
export interface TelemetryRecord extends Counts {
  observation: Observation;
  /** null: none was made (plain http). */
  assessment: ExportedAssessment | null;
}
