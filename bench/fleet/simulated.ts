// Rows of many browsers, made of a few that were recorded: the same ones each time, so that they can be asked in more than one place.
import { sparseRow } from "../../src/core/fleet/row.ts";
import type { FleetRow, SparseRow } from "../../src/core/fleet/columns.ts";
import type { Observation } from "../../src/core/observation.ts";

/** Connections to each certificate, and to each host. */
const OF_CERTIFICATE = 50;
const DAYS = 40;
const DAY = 86_400_000;

const VERSIONS = ["TLS 1.3", "TLS 1.3", "TLS 1.3", "TLS 1.2", "TLS 1.2", "TLS 1.0"];
const SUITES = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"];
const GROUPS = ["X25519MLKEM768", "x25519", "secp256r1"];
const GRADES = ["A+", "A", "A", "B", "C", "T"];
const CAS = ["Let's Encrypt", "DigiCert Inc", "Google Trust Services", "Sectigo Limited", "An \"odd\" CA's name"];
const NETWORKS = ["office", "home", "branch"];
const FAILURES = ["certificate-untrusted", "certificate-expired", "connection-reset", "tls-version"];

/** A row of every record, as it was made of a recording: what does not change from row to row. */
export interface Recorded {
  connection: SparseRow;
  certificate: SparseRow;
}

/** The row with this number of a browser. `now`: milliseconds since the epoch; times lie in the days before it. */
export function simulatedRow(recorded: Recorded, browser: number, number: number, now: number): SparseRow {
  const chance = mixed(browser * 1_000_003 + number);
  const of = <Value>(list: readonly Value[], salt: number): Value | undefined => list[mixed(chance + salt) % list.length];
  if (number % OF_CERTIFICATE === 0) return certificateRow(recorded.certificate, number / OF_CERTIFICATE, now);
  const certificate = mixed(chance + 1) % Math.max(1, Math.ceil(number / OF_CERTIFICATE));
  const site = `s${certificate % 5000}.example`;
  // A batch tells of a day or two, as a browser sends it.
  const time = textOf(now - (Math.floor(number / 1000) % DAYS) * DAY - mixed(chance + 3) % DAY);
  const failed = chance % 50 === 0;
  const intercepted = chance % 97 === 0;
  const group = of(GROUPS, 4) ?? "";
  return sparseRow({
    ...recorded.connection, id: hex(browser, number, 32), time, first_seen: time, last_seen: time, sensor: hex(browser, 0, 32), batch: hex(browser, Math.floor(number / 1000), 32), network: of(NETWORKS, 5) ?? "",
    host: `h${certificate}.${site}`, site, leaf: hex(7, certificate, 64), leaf_key: hex(8, certificate >> 1, 64), ca: of(CAS, certificate % 100 === 0 ? 6 : 0) ?? "",
    sent: [hex(7, certificate, 64), hex(9, certificate % 7, 64)], path: failed ? [] : [hex(7, certificate, 64), hex(9, certificate % 7, 64), hex(9, 100, 64)],
    superfluous: chance % 11 === 0 ? [hex(9, 100, 64)] : [], superfluous_bytes: chance % 11 === 0 ? 1200 : 0, missing_count: chance % 31 === 0 ? 1 : 0, ordered: chance % 41 === 0 ? 0 : 1,
    tls_version: failed ? "" : of(VERSIONS, 7) ?? "", cipher_suite: failed ? "" : of(SUITES, 8) ?? "", key_group: failed ? "" : group, post_quantum: failed ? null : group.includes("MLKEM") ? 1 : 0,
    grade: of(GRADES, 9) ?? "", score: 60 + chance % 40, caps: chance % 6 === 0 ? ["connection/no-forward-secrecy"] : [],
    interception: intercepted ? "likely" : "none", interceptor: intercepted ? "A Proxy" : "", evidence: intercepted ? ["anchor/private"] : [], anchor_name: intercepted ? "The proxy's CA" : `Root ${certificate % 7}`,
    timestamps_total: 2, timestamps_valid: 2 - chance % 2, certificate_transparency: "policy_compliant",
    failure: failed ? of(FAILURES, 10) ?? "" : "", failure_class: failed ? "certificate" : "", chain: failed ? "invalid" : "valid", chain_errors: failed ? ["chain/expired"] : [],
    clients_refuse: chance % 23 === 0 ? ["java 26", "curl 8.17"] : [],
  });
}

/** An observation with this number, of which no certificate is known. */
export function simulatedObservation(number: number): Observation {
  const chance = mixed(number);
  return {
    host: `h${number}.s${chance % 5000}.example`, port: 443, ip: `192.0.2.${chance % 256}`, scheme: "https:", time: new Date(Date.UTC(2026, 10, 1) + number * 1000).toISOString(),
    tlsInfo: { protocol: "TLS", tlsVersion: VERSIONS[chance % VERSIONS.length] ?? "", cipherSuite: chance % 2 === 0 ? 0x1301 : 0x1302, keyExchangeGroup: GROUPS[chance % GROUPS.length] ?? "", chainValid: true },
  };
}

function certificateRow(recorded: SparseRow, certificate: number, now: number): SparseRow {
  const chance = mixed(certificate);
  const weak = certificate % 7 === 3;
  const days = [47, 90, 199, 398, 825][chance % 5] ?? 90;
  const id = hex(7, certificate, 64);
  const end = now + (chance % 120 - 20) * DAY;
  const values: Partial<FleetRow> & Pick<FleetRow, "record" | "id" | "time"> = {
    ...recorded, id, sha256: id, time: textOf(now - DAY), spki_sha256: hex(8, certificate >> 1, 64), subject: `CN=h${certificate}.example`, issuer_organization: CAS[chance % CAS.length] ?? "",
    not_after: textOf(end), not_before: textOf(end - days * DAY), lifetime_days: days, key_type: weak ? "RSA" : "EC", key_bits: weak ? 1024 : 256, key_strength: weak ? 1024 : 3072, is_ca: 0,
  };
  return sparseRow(values);
}

function textOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ");
}

/** A number that looks like chance, the same each time (the finaliser of MurmurHash3). */
function mixed(number: number): number {
  let h = Math.imul(number ^ number >>> 16, 0x85ebca6b);
  h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
  return (h ^ h >>> 16) >>> 0;
}

function hex(kind: number, number: number, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part++) text += mixed(mixed(kind * 7919 + part) + number).toString(16).padStart(8, "0");
  return text.slice(0, length);
}
