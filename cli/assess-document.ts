import { readFile } from "node:fs/promises";
import { assess, type AssessContext } from "../src/core/assess.ts";
import type { Assessment } from "../src/core/assessment.ts";
import type { ClientName } from "../src/core/chain/clients/index.ts";
import { importDocument, type ImportedRecord } from "../src/core/telemetry/import.ts";
import { TelemetryError } from "../src/core/telemetry/json-reader.ts";
import { readToldInterception } from "../src/core/telemetry/told-interception.ts";
import type { CertificateStore } from "../src/core/x509/certificate-store.ts";
import { assessContextFor } from "./context.ts";
import { InputError } from "./errors.ts";

/**
 * Judges the add-on's export again, for the time that each observation was judged for. null: plain http, where nothing
 * was judged.
 * @throws InputError where the file cannot be read or is no export.
 */
export async function assessDocument(file: string, certificates: CertificateStore, client: ClientName = "browsers"): Promise<(Assessment | null)[]> {
  const assessments: (Assessment | null)[] = [];
  for (const record of await readRecords(file)) {
    assessments.push(record.observation.scheme === "http:" ? null : await assess(record.observation, contextFor(record, certificates, client)));
  }
  return assessments;
}

/** With what the export says of somebody in the middle: the add-on knew the session and the memory. */
function contextFor(record: ImportedRecord, certificates: CertificateStore, client: ClientName): AssessContext {
  const told = readToldInterception(record.assessment);
  return { ...assessContextFor(timeOf(record), certificates, client), ...(told === undefined ? {} : { around: { told } }) };
}

function timeOf({ assessedFor, observation, lastSeen }: ImportedRecord): number {
  return Date.parse(assessedFor ?? observation.time ?? lastSeen);
}

async function readRecords(file: string): Promise<ImportedRecord[]> {
  const text = await readText(file);
  try {
    return importDocument(JSON.parse(text)).records;
  } catch (error) {
    if (error instanceof TelemetryError || error instanceof SyntaxError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** The file's text. @throws InputError */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
