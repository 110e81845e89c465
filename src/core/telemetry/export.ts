import type { Assessment, Finding, Rating } from "../assessment.ts";
import { toBase64 } from "../bytes/base64.ts";
import { defined } from "../defined.ts";
import { certificateHash } from "./certificate-hash.ts";
import { TELEMETRY_FORMAT, TELEMETRY_VERSION, type ExportedAssessment, type ExportedFinding, type Producer, type TelemetryDocument, type TelemetryObservation, type TelemetryRecord } from "./document.ts";
import { writeObservation } from "./observation-json.ts";
import { onceFor } from "../once-for.ts";

/** What an export says of itself. `exportedAt`: ISO 8601, UTC. */
export interface ExportHead {
  exportedAt: string;
  producer: Producer;
  /** Kinds of connection that were seen and are not in it. */
  omitted?: number;
}

/** The export document: every certificate once, observations in the order given. */
export function exportDocument(records: Iterable<TelemetryRecord>, head: ExportHead): TelemetryDocument {
  const certificates: Record<string, string> = {};
  const hashes = new Map<Uint8Array, string>();
  const reference = (der: Uint8Array): string => {
    const known = hashes.get(der);
    if (known !== undefined) return known;
    const hash = certificateHash(der);
    hashes.set(der, hash);
    certificates[hash] ??= toBase64(der);
    return hash;
  };
  return documentOf(head, Array.from(records, (record) => exportedObservation(record, reference)), certificates);
}

/** One observation of the document. `reference`: gives the SHA-256 (hex) under which it keeps a certificate. */
export function exportedObservation({ observation, requests, types, firstSeen, lastSeen, assessment }: TelemetryRecord, reference: (der: Uint8Array) => string): TelemetryObservation {
  return {
    ...writeObservation(observation, reference),
    requests,
    ...(types === undefined ? {} : { types }),
    firstSeen,
    lastSeen,
    assessment,
  };
}

/** The document of observations that refer to these certificates (by SHA-256, base64). */
export function documentOf(head: ExportHead, observations: TelemetryObservation[], certificates: Record<string, string>): TelemetryDocument {
  return { ...headOf(head), certificates, observations };
}

/** What stands before certificates and observations. */
export function headOf({ exportedAt, producer, omitted = 0 }: ExportHead): Omit<TelemetryDocument, "certificates" | "observations"> {
  return { format: TELEMETRY_FORMAT, version: TELEMETRY_VERSION, exportedAt, producer, ...(omitted > 0 ? { omitted } : {}) };
}

/**
 * The assessment as the add-on's exports have it: without what follows from the rest and is most of its text. That is what the
 * yardsticks say, how the rating's numbers came about, what linters elsewhere call a rule (`tlscope rules --json` has it), what a
 * message was put together from, what stands in the observation too, and where the host stands.
 */
export function shortAssessment({ host, time, connection, chain, clients, clientRemedy, timestamps, rating, interception, past, findings }: Assessment): ExportedAssessment {
  const { version, cipherSuite, group, key } = connection;
  return defined({
    host, time, connection: defined({ version, cipherSuite, group, key }), chain, clients, clientRemedy, timestamps, rating: shortRating(rating), interception, past, findings: findings.map(shortFinding),
  });
}

// What many connections share is shared by what is exported of them: it is written once, and goes from process to process once.
const shortRating = onceFor((rating: Rating): Rating => ({ ...rating, reasons: [] }));
const shortFinding = onceFor(({ rule, severity, certificate, message }: Finding): ExportedFinding => defined({ rule, severity, certificate, message }));
