import type { Assessment, InterceptionAssessment } from "../../core/assessment.ts";
import { toBase64 } from "../../core/bytes/base64.ts";
import type { Observation } from "../../core/observation.ts";
import type { TelemetryObservation } from "../../core/telemetry/document.ts";
import { exportedObservation, shortAssessment } from "../../core/telemetry/export.ts";
import type { Pace } from "../pace.ts";
import type { CertificateBytes } from "../pages/certificate-bytes.ts";
import { certificatesOf, toObservation, type StoredConnection } from "../pages/connection.ts";

export interface ExportTools {
  certificates: CertificateBytes;
  judge: {
    assess(observation: Observation, told?: InterceptionAssessment): Promise<Assessment>;
    failed(host: string, time: number, thrown: unknown): Assessment;
  };
  /** What the session and the memory say of somebody in the middle; undefined: nothing that the connection itself does not say. */
  told: (connection: StoredConnection) => Promise<InterceptionAssessment | undefined>;
  pace: Pace;
}

/** Connections that are judged side by side: some wait for signatures to be verified. */
const SIDE_BY_SIDE = 8;

/** The entries of an export, made a few at a time: nobody else waits long, and they need not be held together. */
export class SessionExport {
  readonly #connections: readonly StoredConnection[];
  readonly #tools: ExportTools;
  readonly #certificates = new Map<string, Uint8Array>();
  #done = 0;

  /** Of these, all of which something can be told. */
  constructor(connections: readonly StoredConnection[], tools: ExportTools) {
    this.#connections = connections.filter(isExported);
    this.#tools = tools;
  }

  get total(): number {
    return this.#connections.length;
  }

  get done(): number {
    return this.#done;
  }

  /** The next entries; none: all were given. */
  async next(): Promise<TelemetryObservation[]> {
    const { pace } = this.#tools;
    const next = this.#connections.slice(this.#done, this.#done + SIDE_BY_SIDE);
    const made = await Promise.all(next.map((connection) => this.#entry(connection)));
    this.#done += next.length;
    if (pace.isOver) await pace.rest();
    return made;
  }

  /** The certificates to which the entries given so far refer: SHA-256 (hex), base64. */
  *certificates(): Generator<[sha256: string, base64: string]> {
    for (const [hash, der] of this.#certificates) yield [hash, toBase64(der)];
  }

  async #entry(connection: StoredConnection): Promise<TelemetryObservation> {
    const { certificates, judge, told } = this.#tools;
    const { requests, types, firstSeen, lastSeen } = connection;
    const observation = toObservation(connection, certificates);
    const assessment = connection.tls === undefined ? null : await told(connection).then((known) => judge.assess(observation, known)).catch((thrown: unknown) => judge.failed(connection.host, firstSeen, thrown));
    const record = { observation, assessment: assessment === null ? null : shortAssessment(assessment), requests, types: { ...types }, firstSeen: new Date(firstSeen).toISOString(), lastSeen: new Date(lastSeen).toISOString() };
    return exportedObservation(record, (der) => {
      const hash = certificates.hashOf(der);
      this.#certificates.set(hash, der);
      return hash;
    });
  }
}

/** How much an export of these would hold. */
export function holdingsOf(connections: readonly StoredConnection[], certificates: CertificateBytes): { observations: number; certificates: number } {
  const exported = connections.filter(isExported);
  const named = new Set(exported.flatMap((connection) => [...certificatesOf(connection)]));
  return { observations: exported.length, certificates: [...named].filter((hash) => certificates.get(hash) !== undefined).length };
}

/** A handshake that failed says something where it is known what the server had sent. */
function isExported({ error, tls }: StoredConnection): boolean {
  return error === undefined || tls?.sentChain !== undefined;
}
