import type { ColumnName, FleetRow, SparseRow } from "./columns.ts";
import { sparseRow } from "./row.ts";

/** Stands for each entry of a list whose entries stay here, so that they can be counted. */
export const HIDDEN = "hidden";

/**
 * What goes along as it is where the host does not. Everything else stays, or goes along coarse: whatever stands in a certificate can be looked up in the
 * public logs of transparency, which name the host.
 */
const UNCHANGED = columnsOf({
  record: true, port: true, place: true, requests: true, source: true, plain: true, protocol: true, tls_version: true, cipher_suite: true, cipher_suite_id: true,
  key_group: true, post_quantum: true, signature_scheme: true, alpn: true, encrypted_client_hello: true, resumed: true, from_cache: true,
  certificate_transparency: true, failure: true, failure_class: true, failure_name: true, chain: true, decided_by: true, anchor_public: true, self_signed: true,
  sent_known: true, missing_count: true, ordered: true, grade: true, score: true, interception: true, interceptor_expected: true, evidence: true,
  producer: true, browser: true, network: true, sensor: true, batch: true,
});
/** Which CA it was, and what tells one from another: clients differ in the roots that they have. */
const BESIDE_COMMON_CA = columnsOf({ ca: true, clients_refuse: true, clients_accept: true });

/**
 * Organisations in whose name so many hosts have certificates (hundreds of thousands and more, as of 2026-11) that the logs of transparency find none by
 * it. Intermediates of a company, a university or a state below a public root are not among them: most of what they sign is for that owner's hosts. Lower case.
 */
const COMMON_CAS: ReadonlySet<string> = new Set([
  "let's encrypt", "google trust services", "google trust services llc", "digicert inc", "digicert, inc.", "sectigo limited", "zerossl", "globalsign nv-sa",
  "godaddy.com, inc.", "starfield technologies, inc.", "amazon", "entrust, inc.", "ssl corporation", "cpanel, inc.", "cpanel, llc",
]);

/**
 * Rules that may be named. Any other is about what is written in the certificate, and among the certificates of public CAs so rare that a search of
 * the logs for those with just that fault finds the host.
 */
const NAMED_ROOMS = ["connection/", "host/", "interception/"];
const NAMED_RULES: ReadonlySet<string> = new Set([
  "chain/expired", "chain/not-yet-valid", "chain/name-mismatch", "chain/untrusted", "chain/self-signed", "chain/issuer-missing", "chain/browser-rejected", "chain/budget",
  "chain/superfluous-certificate", "chain/incomplete", "chain/wrong-order", "chain/leaf-not-first", "chain/duplicate", "chain/anchor-sent", "chain/missing-intermediate-known-to-browser",
  "chain/too-many-sent", "certificate/expired", "certificate/not-yet-valid", "certificate/name-mismatch", "certificate/untrusted", "certificate/self-signed",
  "transparency/browser-not-compliant", "transparency/no-scts",
]);

/** Timestamps in a certificate: most have two or three, and one with many is soon found. */
const MOST_TIMESTAMPS = 3;

/** The row without its host, and without what gives it back to whoever searches the logs of transparency. `hidden`: stands for the host. */
export function hideHost(row: SparseRow, id: string, hidden: string): SparseRow {
  // A certificate that is its own anchor is a leaf all the same.
  const common = row.anchor_public === 1 && row.self_signed !== 1 && row.anchor !== row.leaf && COMMON_CAS.has((row.ca ?? "").toLowerCase());
  const columns = common ? [...UNCHANGED, ...BESIDE_COMMON_CA] : UNCHANGED;
  const kept = Object.fromEntries(columns.flatMap((name) => row[name] === undefined ? [] : [[name, row[name]]])) as Partial<FleetRow>;
  return sparseRow({
    ...kept, record: "connection", id, host: hidden, host_hidden: 1,
    time: dayOf(row.time), first_seen: momentOf(row.first_seen), last_seen: momentOf(row.last_seen),
    superfluous: (row.superfluous ?? []).map(() => HIDDEN),
    chain_errors: rulesOf(row.chain_errors), caps: rulesOf(row.caps), findings: rulesOf(row.findings),
    ...timestampsOf(row),
  });
}

/** Its day: to the second it is found again in a log of the network, or beside the day on which a certificate was made. */
function dayOf(time: string): string {
  return `${time.slice(0, "2026-11-21".length)} 00:00:00`;
}

function momentOf(time: string | null | undefined): string | null {
  return time === undefined || time === null || time === "" ? null : dayOf(time);
}

function rulesOf(rules: readonly string[] | undefined): string[] {
  return (rules ?? []).map((rule) => NAMED_RULES.has(rule) || NAMED_ROOMS.some((room) => rule.startsWith(room)) ? rule : HIDDEN);
}

/** Whether all of them verify is told either way. */
function timestampsOf({ timestamps_total: total, timestamps_valid: valid }: SparseRow): Pick<FleetRow, "timestamps_total" | "timestamps_valid"> {
  const [of, least] = [total ?? 0, valid ?? 0];
  const most = Math.min(MOST_TIMESTAMPS, of);
  return { timestamps_total: total === undefined || total === null ? null : most, timestamps_valid: valid === undefined || valid === null ? null : Math.min(least, least < of ? most - 1 : most) };
}

function columnsOf(columns: Partial<Record<ColumnName, true>>): readonly ColumnName[] {
  return Object.keys(columns) as ColumnName[];
}
