import { placeOf } from "../interception/place.ts";
import { siteOf } from "../interception/site.ts";
import { cipherSuiteById } from "../registry/cipher-suites.ts";
import { isPublicSuffix } from "../registry/public-suffixes.ts";
import type { ConnectionError } from "../tls-info.ts";
import type { Origin } from "./certificate-row.ts";
import type { FleetRow, SparseRow } from "./columns.ts";
import type { JudgedConnection } from "./judged.ts";
import { flag, instant, moment, sparseRow } from "./row.ts";

/** What a row takes from an observation, with certificates by SHA-256 (hex). */
export interface SeenConnection {
  host: string;
  port: number | undefined;
  ip: string | undefined;
  time: string | undefined;
  scheme: "https:" | "http:" | undefined;
  requests: number;
  firstSeen: string | undefined;
  lastSeen: string | undefined;
  source: string;
  protocol: string | undefined;
  tlsVersion: string | undefined;
  cipherSuite: number | undefined;
  keyExchangeGroup: string | undefined;
  error: ConnectionError | undefined;
  /** undefined: not known. */
  sent: readonly string[] | undefined;
  built: readonly string[] | undefined;
  /** The server's own certificate where that alone is known. */
  server: string | undefined;
}

/** What a row takes from a certificate that it names. */
export interface NamedCertificate {
  /** SHA-256 of the public key (hex). */
  key: string;
  /** Organisation that issued it. */
  issuer: string;
  name: string;
  selfIssued: boolean;
}

/**
 * The row of a connection. `facts`: of a certificate by SHA-256; undefined where it is not there. `id`: the row's name.
 * `now`: milliseconds since the epoch, where nobody told when it was.
 */
export function connectionRow(seen: SeenConnection, judged: JudgedConnection | undefined, facts: (sha256: string) => NamedCertificate | undefined, { id, now, origin = {} }: { id: string; now: number; origin?: Partial<Origin> }): SparseRow {
  const plain = seen.scheme === "http:";
  const leaf = plain ? undefined : leafOf(seen, judged);
  const leafFacts = leaf === undefined ? undefined : facts(leaf);
  const anchor = judged?.chain.anchor ?? "";
  const sent = judged !== undefined && judged.chain.sent.length > 0 ? judged.chain.sent.map(({ sha256 }) => sha256) : seen.sent ?? [];
  return sparseRow({
    ...origin,
    record: "connection", id, time: instant(Date.parse(judged?.time ?? seen.time ?? seen.lastSeen ?? new Date(now).toISOString())),
    host: seen.host, host_hidden: 0, site: siteOf(seen.host, isPublicSuffix), port: seen.port ?? (plain ? 80 : 443), address: seen.ip ?? "",
    place: placeOf(seen.host, seen.ip),
    requests: seen.requests, first_seen: moment(dateOf(seen.firstSeen)), last_seen: moment(dateOf(seen.lastSeen)),
    source: seen.source, plain: flag(plain),
    ...negotiated(seen, judged),
    ...failureOf(seen.error),
    ...(judged === undefined || plain ? {} : judgement(judged, seen.sent !== undefined)),
    leaf: leaf ?? "", leaf_key: leafFacts?.key ?? "", ca: leafFacts?.issuer ?? "", self_signed: flag(leafFacts?.selfIssued),
    anchor, anchor_name: anchor === "" ? "" : facts(anchor)?.name ?? "",
    sent_known: plain ? null : flag(seen.sent !== undefined), sent,
  });
}

function dateOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** The server's certificate: at the begin of the path, else of what was built or sent. */
function leafOf({ sent, built, server }: SeenConnection, judged: JudgedConnection | undefined): string | undefined {
  return judged?.chain.path[0] ?? judged?.chain.partialPath[0] ?? built?.[0] ?? server ?? sent?.[0];
}

function negotiated(seen: SeenConnection, judged: JudgedConnection | undefined): Partial<FleetRow> {
  const told = judged?.connection;
  const suite = told?.suiteId ?? seen.cipherSuite ?? null;
  return {
    protocol: told?.protocol || seen.protocol || "",
    tls_version: told?.version || seen.tlsVersion || "",
    cipher_suite: told?.suite || (suite === null ? "" : cipherSuiteById(suite)?.name ?? ""),
    cipher_suite_id: suite,
    key_group: told?.group || seen.keyExchangeGroup || "",
    ...(told === undefined ? {} : {
      post_quantum: flag(told.postQuantum), signature_scheme: told.signatureScheme, alpn: told.alpn,
      encrypted_client_hello: flag(told.encryptedClientHello), resumed: flag(told.resumed), from_cache: flag(told.fromCache), certificate_transparency: told.transparency,
    }),
  };
}

function judgement({ chain, rating, interception, timestamps, findings, clients }: JudgedConnection, sentKnown: boolean): Partial<FleetRow> {
  return {
    chain: chain.verdict, decided_by: chain.decidedBy, chain_errors: chain.errors, path: chain.path, anchor_public: flag(chain.anchorPublic),
    // What is of use is known along a path alone.
    superfluous: chain.path.length === 0 ? [] : chain.sent.filter(({ needed }) => needed === false).map(({ sha256 }) => sha256),
    missing: chain.missing, missing_count: sentKnown ? Math.max(chain.missing.length, chain.neededFrom) : null, ordered: flag(chain.ordered),
    sent_bytes: chain.sentBytes, superfluous_bytes: chain.path.length === 0 ? null : chain.superfluousBytes,
    grade: rating.grade, score: rating.score, caps: rating.caps,
    interception: interception.verdict, interceptor: interception.label, interceptor_expected: flag(interception.expected), evidence: interception.evidence,
    ...(timestamps === undefined ? {} : { timestamps_valid: timestamps.valid, timestamps_total: timestamps.total, transparency_logs: timestamps.logs }),
    findings: [...new Set(findings.filter(({ certificate }) => certificate === undefined).map(({ rule }) => rule))],
    errors: findings.filter(({ severity }) => severity === "error").length, warnings: findings.filter(({ severity }) => severity === "warning").length,
    ...(clients === undefined ? {} : { clients_refuse: clients.refuse, clients_accept: clients.accept }),
  };
}

/** Codes as in registry/chromium-errors.ts and tlsinfo/firefox-errors.ts. */
const NETWORK_FAILURES: readonly string[] = ["connection-refused", "connection-timeout", "connection-reset", "connection-closed", "host-not-found", "offline", "proxy"];

function failureOf(error: ConnectionError | undefined): Partial<FleetRow> {
  if (error === undefined) return {};
  const { code, name } = error;
  return { failure: code, failure_class: classOf(code), failure_name: name ?? "" };
}

function classOf(code: string): string {
  if (code.startsWith("certificate-")) return "certificate";
  if (code.startsWith("tls-")) return "tls";
  if (NETWORK_FAILURES.includes(code)) return "network";
  return code === "aborted" ? "aborted" : "other";
}
