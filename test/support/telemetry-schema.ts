import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { TlsInfoJson } from "../../src/core/telemetry/observation-json.ts";
import type { Assessment } from "../../src/core/assessment.ts";

interface ExportedObservation {
  host: string;
  tlsInfo: TlsInfoJson;
  assessment: Assessment;
}

const ajv = new Ajv2020({ allErrors: true, strict: true });
formats(ajv);
let validate: ValidateFunction | undefined;

/** Validates an export against the schema that other programs read, and gives its observations. */
export function assertValidTelemetry(telemetry: object): ExportedObservation[] {
  validate ??= ajv.compile(JSON.parse(readFileSync("schema/telemetry-1.schema.json", "utf8")) as object);
  assert.ok(validate(telemetry), ajv.errorsText(validate.errors, { separator: "\n" }));
  const { observations } = telemetry as { observations: ExportedObservation[] };
  assert.ok(observations.length > 0, "The export is empty.");
  return observations;
}
