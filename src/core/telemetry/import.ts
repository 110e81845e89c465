import type { Observation } from "../observation.ts";
import { certificateHash } from "./certificate-hash.ts";
import { TELEMETRY_FORMAT, TELEMETRY_VERSION, type Counts, type Producer } from "./document.ts";
import { ObjectReader, readString, required, TelemetryError } from "./json-reader.ts";
import { readBase64, readObservation } from "./observation-json.ts";
import { defined } from "../defined.ts";

/** One observation read back. */
export interface ImportedRecord extends Counts {
  observation: Observation;
  /** The time that the stored assessment was made for (ISO 8601); absent where the document has none. */
  assessedFor?: string;
  /** The stored assessment as it stands, unchecked: make a new one to rely on. */
  assessment: unknown;
}

export interface ImportedDocument {
  exportedAt: string;
  producer: Producer;
  records: ImportedRecord[];
  /** Kinds of connection that were seen and are not in the document. */
  omitted: number;
}

const MAX_OBSERVATIONS = 1_000_000;

/**
 * Reads an export document. Every certificate must have the hash under which it stands, and every reference its certificate.
 * @throws TelemetryError
 */
export function importDocument(value: unknown): ImportedDocument {
  const reader = new ObjectReader(value);
  if (reader.raw("format") !== TELEMETRY_FORMAT) throw new TelemetryError("wrong-format", "format", `"${TELEMETRY_FORMAT}" is expected`);
  if (reader.raw("version") !== TELEMETRY_VERSION) {
    throw new TelemetryError("wrong-version", "version", `version ${TELEMETRY_VERSION} is expected; a newer tlscope may read this document`);
  }
  const certificates = readCertificates(required(reader.object("certificates"), "certificates"));
  const certificate = (given: unknown, path: string): Uint8Array => {
    const hash = readString(given, path, 64);
    const der = certificates.get(hash);
    if (der === undefined) throw new TelemetryError("certificate-missing", path, `"certificates" has no ${hash}`);
    return der;
  };
  const producer = required(reader.object("producer"), "producer");
  return {
    exportedAt: required(reader.time("exportedAt"), "exportedAt"),
    producer: {
      name: required(producer.string("name", 1000), "producer.name"),
      version: required(producer.string("version", 1000), "producer.version"),
      browser: required(producer.string("browser", 1000), "producer.browser"),
    },
    records: required(reader.array("observations", MAX_OBSERVATIONS, (entry, path) => readRecord(new ObjectReader(entry, path), certificate)), "observations"),
    omitted: reader.integer("omitted", Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

function readCertificates(reader: ObjectReader): Map<string, Uint8Array> {
  const certificates = new Map<string, Uint8Array>();
  for (const hash of reader.keys()) {
    const der = readBase64(reader.raw(hash), reader.at(hash));
    if (certificateHash(der) !== hash) throw new TelemetryError("certificate-hash", reader.at(hash), "the bytes have another SHA-256");
    certificates.set(hash, der);
  }
  return certificates;
}

function readRecord(reader: ObjectReader, certificate: (value: unknown, path: string) => Uint8Array): ImportedRecord {
  const assessment = reader.raw("assessment");
  if (assessment === undefined) throw new TelemetryError("missing", reader.at("assessment"), "this member must be there");
  return defined({
    observation: readObservation(reader, certificate),
    requests: required(reader.integer("requests", Number.MAX_SAFE_INTEGER), reader.at("requests")),
    types: readTypes(reader.object("types")),
    firstSeen: required(reader.time("firstSeen"), reader.at("firstSeen")),
    lastSeen: required(reader.time("lastSeen"), reader.at("lastSeen")),
    assessedFor: assessment === null ? undefined : new ObjectReader(assessment, reader.at("assessment")).time("time"),
    assessment,
  });
}

function readTypes(reader: ObjectReader | undefined): Record<string, number> | undefined {
  if (reader === undefined) return undefined;
  return Object.fromEntries(Array.from(reader.keys(), (type) => [type, required(reader.integer(type, Number.MAX_SAFE_INTEGER), reader.at(type))]));
}
