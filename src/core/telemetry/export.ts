import { toBase64 } from "../bytes/base64.ts";
import { certificateHash } from "./certificate-hash.ts";
import { TELEMETRY_FORMAT, TELEMETRY_VERSION, type Producer, type TelemetryDocument, type TelemetryRecord } from "./document.ts";
import { writeObservation } from "./observation-json.ts";

/**
 * The export document: every certificate once, observations in the order given.
 * `exportedAt`: ISO 8601, UTC.
 */
export function exportDocument(records: Iterable<TelemetryRecord>, { exportedAt, producer }: { exportedAt: string; producer: Producer }): TelemetryDocument {
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
  const observations = Array.from(records, ({ observation, requests, types, firstSeen, lastSeen, assessment }) => ({
    ...writeObservation(observation, reference),
    requests,
    ...(types === undefined ? {} : { types }),
    firstSeen,
    lastSeen,
    assessment,
  }));
  return { format: TELEMETRY_FORMAT, version: TELEMETRY_VERSION, exportedAt, producer, certificates, observations };
}
