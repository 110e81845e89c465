import { placeOf } from "../interception/place.ts";
import type { ColumnName, FleetRow, SparseRow } from "./columns.ts";
import { sparseRow } from "./row.ts";

/** What a person, or a policy, lets out of what may be sent at all. */
export interface SendingRules {
  /** `hmac`: hosts as a keyed hash, and then nothing that gives the host back. */
  hosts: "names" | "hmac";
  /** Consents of their own: names and addresses of the local network, anchors that no browser ships, certificates that name themselves as their issuer. */
  local: boolean;
  privateAnchors: boolean;
  selfSigned: boolean;
}

/** Why a connection is not sent. */
export type Withheld = "local" | "private-anchor" | "self-signed";

/** Stands for each entry of a list whose entries stay here, so that they can be counted. */
export const HIDDEN = "hidden";

/**
 * What goes along where the host does not. Everything else stays: names, addresses, hashes and sizes of certificates, each of which can be
 * looked up in the logs of transparency. A CA's name goes along where browsers ship its root: a private one may be named for its host.
 */
const BESIDE_HIDDEN_HOST = columnsOf({
  record: true, port: true, place: true, requests: true, first_seen: true, last_seen: true, source: true, plain: true, protocol: true, tls_version: true,
  cipher_suite: true, cipher_suite_id: true, key_group: true, post_quantum: true, signature_scheme: true, alpn: true, encrypted_client_hello: true,
  resumed: true, from_cache: true, certificate_transparency: true, failure: true, failure_class: true, failure_name: true, chain: true, decided_by: true,
  chain_errors: true, anchor_public: true, self_signed: true, sent_known: true, missing_count: true, ordered: true, grade: true, score: true, caps: true,
  interception: true, interceptor_expected: true, evidence: true, timestamps_valid: true, timestamps_total: true, findings: true, errors: true, warnings: true,
  clients_refuse: true, clients_accept: true, producer: true, browser: true, network: true, time: true, sensor: true, batch: true,
});
const BESIDE_PUBLIC_ANCHOR = columnsOf({ ca: true, anchor: true, anchor_name: true });

/** Why a connection may not be sent; undefined: it may. An anchor that is not known to be public counts as private. */
export function withheldBecause(row: SparseRow, rules: SendingRules): Withheld | undefined {
  if (!rules.local && (row.place ?? "public") !== "public") return "local";
  if (!rules.selfSigned && row.self_signed === 1) return "self-signed";
  if (!rules.privateAnchors && row.self_signed !== 1 && row.leaf !== undefined && row.anchor_public !== 1) return "private-anchor";
  return undefined;
}

/**
 * The row as it may leave. `id`: random, since one that follows from the host would give it back to whoever tries hosts; `hidden`: the keyed hash of
 * the host, where `rules` want one.
 */
export function sendableConnection(row: SparseRow, rules: SendingRules, { id, hidden }: { id: string; hidden: string }): SparseRow {
  if (rules.hosts === "names") return sparseRow({ ...row, id });
  // A certificate that is its own anchor is a leaf all the same.
  const shared = row.anchor_public === 1 && row.self_signed !== 1 && row.anchor !== row.leaf;
  const columns = shared ? [...BESIDE_HIDDEN_HOST, ...BESIDE_PUBLIC_ANCHOR] : BESIDE_HIDDEN_HOST;
  const kept = Object.fromEntries(columns.flatMap((name) => row[name] === undefined ? [] : [[name, row[name]]])) as Partial<FleetRow>;
  return sparseRow({ ...kept, record: "connection", id, time: row.time, host: hidden, host_hidden: 1, superfluous: (row.superfluous ?? []).map(() => HIDDEN) });
}

/** The row of a certificate as it may leave; undefined: certificates stay here. They say nothing of who saw them. */
export function sendableCertificate(row: SparseRow, rules: SendingRules): SparseRow | undefined {
  if (rules.hosts === "hmac") return undefined;
  const without = { sensor: "", batch: "", network: "", browser: "" };
  if (rules.local) return sparseRow({ ...row, ...without });
  const names = row.names?.filter(isPublicName) ?? [];
  // What names a server of the local network may be its subject too, and is no name of a CA's.
  const local = row.is_ca !== 1 && (names.length !== (row.names?.length ?? 0) || commonNames(row.subject ?? "").some((name) => !name.includes(" ") && !isPublicName(name)));
  return sparseRow({ ...row, ...without, names, ...(local ? { subject: "" } : {}) });
}

function isPublicName(name: string): boolean {
  return placeOf(name.replace(/^\*\./, ""), undefined) === "public";
}

function commonNames(subject: string): string[] {
  return [...subject.matchAll(/(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/gi)].map(([, name = ""]) => name.trim());
}

/** The row that asks for everything that `sensor` has sent to be deleted. `time`: "2026-11-21 12:00:00", UTC. */
export function deletionRow(sensor: string, time: string, id: string): SparseRow {
  return sparseRow({ record: "deletion", id, time, sensor });
}

function columnsOf(columns: Partial<Record<ColumnName, true>>): readonly ColumnName[] {
  return Object.keys(columns) as ColumnName[];
}
