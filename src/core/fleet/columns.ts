/**
 * The columns of telemetry as rows: one table for connections and certificates, the same in NDJSON, CSV, Parquet, chDB and a
 * ClickHouse cluster. fleet/schema.sql and the table in docs/fleet.md are written from here (npm run docs:fleet).
 */

/** The version of this table of columns; rows say which they were made by. Columns are added, never renamed, and then this grows. */
export const FLEET_SCHEMA = 1;

/**
 * - `text`: "" is unknown;
 * - `list`: texts; [] is none, or unknown where a column beside it says so;
 * - `flag`: 1, 0, or null for unknown; `uint8` ... `int32`: a number, or null for unknown;
 * - `instant`: a time in UTC, always known; `moment`: the same, or null where it is unknown or ClickHouse's DateTime
 *   cannot hold it (it counts from 1970 to 2106).
 */
export type ColumnKind = "text" | "list" | "flag" | "uint8" | "uint16" | "uint32" | "int32" | "instant" | "moment";

/** Of which records a column tells. */
export type ColumnOf = "every" | "connection" | "certificate";

export interface FleetColumn {
  kind: ColumnKind;
  of: ColumnOf;
  /** For whoever writes a query. */
  about: string;
}

export const FLEET_COLUMNS = {
  record: column("text", "every", "`connection`, `certificate`, or `deletion`: everything of this `sensor` is to be deleted"),
  id: column("text", "every", "names the row: rows with the same `id` are one. Of a certificate its SHA-256"),
  schema: column("uint16", "every", "version of these columns"),
  time: column("instant", "every", "when the connection was judged; of a certificate when its row was made"),
  sensor: column("text", "every", "random name of the browser that sent the row; empty in files"),
  batch: column("text", "every", "random name of the upload that the row came in"),
  network: column("text", "every", "where the browser was, as whoever set it up calls it"),
  producer: column("text", "every", "what made the row: name and version"),
  browser: column("text", "every", "the browser, as it was told"),

  host: column("text", "connection", "DNS name or address; or a keyed hash of it, `hmac:` and hex"),
  host_hidden: column("flag", "connection", "whether `host` is a keyed hash"),
  site: column("text", "connection", "public suffix and the label before it: who the host belongs to"),
  port: column("uint16", "connection", "TCP or UDP port"),
  address: column("text", "connection", "IP address that the browser connected to"),
  place: column("text", "connection", "`public`, `loopback`, `private-address`, `local-name`, `single-label`, `public-name-local-address`"),
  requests: column("uint32", "connection", "requests that the row stands for"),
  first_seen: column("moment", "connection", "first of these requests"),
  last_seen: column("moment", "connection", "last of these requests"),
  source: column("text", "connection", "which way of reading told: `firefox`, `chromium`, `netlog`, `companion`, ..."),
  plain: column("flag", "connection", "whether there was no TLS at all"),
  protocol: column("text", "connection", "`TLS` or `QUIC`"),
  tls_version: column("text", "connection", "`TLS 1.3`"),
  cipher_suite: column("text", "connection", "IANA name"),
  cipher_suite_id: column("uint16", "connection", "IANA code point"),
  key_group: column("text", "connection", "IANA name of the key exchange group"),
  post_quantum: column("flag", "connection", "whether ML-KEM takes part in the key exchange"),
  signature_scheme: column("text", "connection", "IANA name, of the handshake"),
  alpn: column("text", "connection", "application protocol"),
  encrypted_client_hello: column("flag", "connection", "whether Encrypted Client Hello was accepted"),
  resumed: column("flag", "connection", "whether the session was resumed"),
  from_cache: column("flag", "connection", "whether the response came from the browser's cache"),
  certificate_transparency: column("text", "connection", "the browser's own verdict on transparency"),
  failure: column("text", "connection", "why the connection failed; empty where it did not"),
  failure_class: column("text", "connection", "`certificate`, `tls`, `network`, `aborted` or `other`"),
  failure_name: column("text", "connection", "the browser's name of the error"),
  chain: column("text", "connection", "`valid`, `invalid`, `unknown`"),
  decided_by: column("text", "connection", "`browser`, `path-validation`, `nobody`"),
  chain_errors: column("list", "connection", "rules that made the chain invalid"),
  path: column("list", "connection", "SHA-256 of the certificates from leaf to anchor; empty where none was found"),
  leaf: column("text", "connection", "SHA-256 of the server's certificate"),
  leaf_key: column("text", "connection", "SHA-256 of its public key"),
  ca: column("text", "connection", "organisation that issued the server's certificate"),
  anchor: column("text", "connection", "SHA-256 of the trust anchor"),
  anchor_name: column("text", "connection", "its name"),
  anchor_public: column("flag", "connection", "whether browsers ship the anchor"),
  self_signed: column("flag", "connection", "whether the server's certificate names itself as its issuer"),
  sent_known: column("flag", "connection", "whether it is known what the server sent"),
  sent: column("list", "connection", "SHA-256 of the certificates as sent"),
  superfluous: column("list", "connection", "those of `sent` that the server could leave out"),
  missing: column("list", "connection", "SHA-256 of certificates that the path needs and the server did not send"),
  missing_count: column("uint16", "connection", "how many are missing, also where their bytes are not known"),
  ordered: column("flag", "connection", "whether `sent` is in order"),
  sent_bytes: column("uint32", "connection", "bytes of the Certificate message"),
  superfluous_bytes: column("uint32", "connection", "bytes of it that the server could leave out"),
  grade: column("text", "connection", "the letter; empty: too little is known"),
  score: column("uint8", "connection", "0 to 100"),
  caps: column("list", "connection", "rules that bound the letter"),
  interception: column("text", "connection", "`none`, `unusual`, `likely`, `known`, `unknown`"),
  interceptor: column("text", "connection", "product or CA by name, where one is known"),
  interceptor_expected: column("flag", "connection", "whether the person or a policy expects it here"),
  evidence: column("list", "connection", "what speaks for interception"),
  timestamps_valid: column("uint16", "connection", "timestamps of transparency logs in the server's certificate that verify"),
  timestamps_total: column("uint16", "connection", "all of them"),
  transparency_logs: column("list", "connection", "names of the logs, once each"),
  findings: column("list", "connection", "rules that fired, once each, without those about a certificate"),
  errors: column("uint16", "connection", "findings of severity error, those about certificates among them"),
  warnings: column("uint16", "connection", "the same of severity warning"),
  clients_refuse: column("list", "connection", "clients that would refuse the chain as it was sent"),
  clients_accept: column("list", "connection", "clients that would accept it"),

  sha256: column("text", "certificate", "of the DER"),
  spki_sha256: column("text", "certificate", "of the public key"),
  subject: column("text", "certificate", "RFC 4514"),
  issuer: column("text", "certificate", "RFC 4514"),
  issuer_organization: column("text", "certificate", "organisation of the issuer, else its common name"),
  names: column("list", "certificate", "alternative names, the first 100"),
  names_total: column("uint32", "certificate", "all of them"),
  serial: column("text", "certificate", "hex"),
  not_before: column("moment", "certificate", "begin of validity"),
  not_after: column("moment", "certificate", "end of validity"),
  lifetime_days: column("int32", "certificate", "days between the two, whatever they are"),
  key_type: column("text", "certificate", "`RSA`, `EC`, `Ed25519`, ..."),
  key_bits: column("uint32", "certificate", "length of modulus or field"),
  key_curve: column("text", "certificate", "name of the curve"),
  key_strength: column("uint32", "certificate", "bits of the RSA key that is as hard to break (NIST SP 800-57)"),
  signature_algorithm: column("text", "certificate", "its name, or its OID"),
  is_ca: column("flag", "certificate", "whether basicConstraints make it a CA"),
  readable: column("flag", "certificate", "whether its bytes are a certificate at all"),
  certificate_findings: column("list", "certificate", "rules that fired about it, once each, in the connection that it was first seen in"),
} as const satisfies Readonly<Record<string, FleetColumn>>;

export type ColumnName = keyof typeof FLEET_COLUMNS;

interface Values {
  text: string;
  list: readonly string[];
  flag: 0 | 1 | null;
  uint8: number | null;
  uint16: number | null;
  uint32: number | null;
  int32: number | null;
  instant: string;
  moment: string | null;
}

/** A row in full. Times: "2026-11-21 12:00:00", UTC. Texts are hostile. */
export type FleetRow = { [Name in ColumnName]: Values[(typeof FLEET_COLUMNS)[Name]["kind"]] };

/** A row without what is unknown or empty, as it stands in a line of NDJSON; `fullRow` puts it back. */
export type SparseRow = Partial<FleetRow> & Pick<FleetRow, "record" | "id" | "time" | "schema">;

/** Names of the columns, in their order. */
export const COLUMN_NAMES = Object.keys(FLEET_COLUMNS) as readonly ColumnName[];

/** The column by that name. */
export function columnOf(name: ColumnName): FleetColumn {
  return FLEET_COLUMNS[name];
}

function column<Kind extends ColumnKind>(kind: Kind, of: ColumnOf, about: string): { kind: Kind; of: ColumnOf; about: string } {
  return { kind, of, about };
}
