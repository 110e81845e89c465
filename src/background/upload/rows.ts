import type { Assessment, InterceptionAssessment } from "../../core/assessment.ts";
import type { FleetRow, SparseRow } from "../../core/fleet/columns.ts";
import { certificateRow } from "../../core/fleet/certificate-row.ts";
import { connectionRow } from "../../core/fleet/connection-row.ts";
import { judgedOf } from "../../core/fleet/judged.ts";
import { hiddenHost } from "../../core/fleet/keyed.ts";
import { factsOf, seenConnection } from "../../core/fleet/seen.ts";
import { sendableCertificate, sendableConnection, withheldBecause, type SendingRules, type Withheld } from "../../core/fleet/sendable.ts";
import type { Observation } from "../../core/observation.ts";
import { CertificateStore, type StoredCertificate } from "../../core/x509/certificate-store.ts";
import type { CertificateBytes } from "../pages/certificate-bytes.ts";
import { toObservation, type StoredConnection } from "../pages/connection.ts";

/** Bytes of DER that are kept parsed. */
const MAX_KEPT = 2 * 1024 * 1024;

export interface RowTools {
  certificates: CertificateBytes;
  judge: {
    assess(observation: Observation, told?: InterceptionAssessment): Promise<Assessment>;
    anchor(sha256: string): Uint8Array | undefined;
  };
  /** What the session and the memory say of somebody in the middle; undefined: nothing that the connection itself does not say. */
  told: (connection: StoredConnection) => Promise<InterceptionAssessment | undefined>;
  rules: SendingRules;
  /** Hosts are hashed with it. */
  hostKey: Uint8Array;
  origin: Pick<FleetRow, "sensor" | "network" | "producer" | "browser">;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The part of a connection that a row stands for. Times: milliseconds since the epoch. */
export interface RowSpan {
  requests: number;
  since: number;
  until: number;
}

/** Makes rows of connections that may leave, as exports judge them: the same, whoever judges. */
export class RowMaker {
  readonly #tools: RowTools;
  readonly #store = new CertificateStore(MAX_KEPT);

  constructor(tools: RowTools) {
    this.#tools = tools;
  }

  /** The row of a connection, and those of the certificates that it names, by SHA-256; or why it stays here. */
  async rowsOf(connection: StoredConnection, id: string, { requests, since, until }: RowSpan): Promise<{ row: SparseRow; certificates: ReadonlyMap<string, SparseRow> } | Withheld> {
    const { certificates, judge, told, rules, hostKey, origin, now } = this.#tools;
    const observation = toObservation(connection, certificates);
    const assessment = connection.tls === undefined ? undefined : await judge.assess(observation, await told(connection));
    const judged = judgedOf(assessment);
    const at = new Date(since).toISOString();
    const seen = seenConnection(observation, (der) => this.#store.intern(der).sha256, { requests, firstSeen: at, lastSeen: new Date(until).toISOString() });
    const row = connectionRow({ ...seen, error: connection.error ?? seen.error }, judged === undefined ? undefined : { ...judged, time: at }, (sha256) => this.#facts(sha256), { id, now, origin });
    const withheld = withheldBecause(row, rules);
    if (withheld !== undefined) return withheld;
    const named = new Set([...seen.sent ?? [], ...seen.built ?? [], ...seen.server === undefined ? [] : [seen.server], ...row.path ?? []]);
    const rows = new Map<string, SparseRow>();
    for (const sha256 of named) {
      const stored = this.#certificate(sha256);
      const sendable = stored === undefined ? undefined : sendableCertificate(certificateRow(stored, judged, now, origin), rules);
      if (sendable !== undefined) rows.set(sha256, sendable);
    }
    return { row: sendableConnection(row, rules, { id, hidden: hiddenHost(hostKey, connection.host) }), certificates: rows };
  }

  #facts(sha256: string): ReturnType<typeof factsOf> | undefined {
    const stored = this.#certificate(sha256);
    return stored === undefined ? undefined : factsOf(stored);
  }

  #certificate(sha256: string): StoredCertificate | undefined {
    const der = this.#store.get(sha256)?.der ?? this.#tools.certificates.get(sha256) ?? this.#tools.judge.anchor(sha256);
    return der === undefined ? undefined : this.#store.intern(der);
  }
}
