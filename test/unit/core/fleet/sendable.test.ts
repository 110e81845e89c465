import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMN_NAMES, type FleetRow, type SparseRow } from "../../../../src/core/fleet/columns.ts";
import { sparseRow } from "../../../../src/core/fleet/row.ts";
import { deletionRow, sendableCertificate, sendableConnection, withheldBecause, type SendingRules } from "../../../../src/core/fleet/sendable.ts";

const RULES: SendingRules = { hosts: "names", local: false, privateAnchors: false, selfSigned: false };
const TIME = "2026-11-21 12:00:00";

/** A row with something of its own in every column. */
function everything(values: Partial<FleetRow> = {}): SparseRow {
  const all = Object.fromEntries(COLUMN_NAMES.map((name) => [name, `${name}-of-the-host`]));
  return sparseRow({
    ...all as object, record: "connection", id: "own-id", time: TIME, host: "secret-name.example.com", site: "secret-site.example", address: "203.0.113.77",
    path: ["hash-of-leaf", "hash-of-ca"], sent: ["hash-of-leaf", "hash-of-ca"], superfluous: ["hash-of-stray", "hash-of-leaf"], missing: ["hash-of-missing"], names: ["secret-name.example.com"],
    chain_errors: ["chain/expired", "chain/serial-number"], caps: ["connection/no-tls13", "certificate/rsa-fermat"], evidence: ["private-anchor"], findings: ["host/hsts-missing", "transparency/one-operator"], errors: 3, warnings: 17, timestamps_total: 5, timestamps_valid: 5, clients_refuse: ["curl 8"], clients_accept: ["go"], transparency_logs: ["log-of-leaf"], certificate_findings: ["x"],
    place: "public", anchor_public: 1, self_signed: 0, port: 443, sent_bytes: 4321, superfluous_bytes: 1234, score: 90, tls_version: "TLS 1.3", ca: "Let's Encrypt", ...values,
  });
}

test("with hosts hidden, nothing of name, address, site, certificate, subject, fingerprint, key or size goes along", () => {
  const bytes = JSON.stringify(sendableConnection(everything(), { ...RULES, hosts: "hmac" }, { id: "random", hidden: "hmac:00" }));
  for (const secret of ["secret-name", "secret-site", "203.0.113.77", "hash-of", "leaf-of", "leaf_key-of", "subject", "spki", "sha256", "serial", "names", "log-of-leaf", "own-id", "4321", "1234", "interceptor-of"]) {
    assert.ok(!bytes.includes(secret), secret);
  }
  const row = JSON.parse(bytes) as SparseRow;
  assert.deepEqual([row.host, row.host_hidden, row.id, row.superfluous, row.tls_version, row.ca, row.port, row.score], ["hmac:00", 1, "random", ["hidden", "hidden"], "TLS 1.3", "Let's Encrypt", 443, 90]);
  assert.equal(sendableCertificate({ ...everything(), record: "certificate" }, { ...RULES, hosts: "hmac" }), undefined);
});

const HMAC: SendingRules = { hosts: "hmac", local: true, privateAnchors: true, selfSigned: true };
const NAMES = { id: "random", hidden: "hmac:00" };

test("with hosts hidden, a CA is told where very many hosts have certificates of it, and then neither its root nor which of its roots", () => {
  for (const ca of ["Let's Encrypt", "DigiCert Inc", "Google Trust Services", "Amazon"]) {
    const row = sendableConnection(everything({ ca }), HMAC, NAMES);
    assert.deepEqual([row.ca, row.anchor, row.anchor_name, row.clients_refuse], [ca, undefined, undefined, ["curl 8"]], ca);
  }
  // Intermediates of one organisation below a public root, and CAs with few hosts: the logs list what they signed.
  for (const ca of ["Example Motors AG", "Fraunhofer", "Microsoft Corporation", "Apple Inc.", "TUBITAK", "NAVER Cloud Trust Services Corp.", "Let's Encrypt (Example Motors)"]) {
    const row = sendableConnection(everything({ ca }), HMAC, NAMES);
    assert.deepEqual([row.ca, row.anchor, row.anchor_name, row.clients_refuse, row.clients_accept], [undefined, undefined, undefined, undefined, undefined], ca);
  }
});

test("with hosts hidden, what a certificate has of its own is told coarsely: days, whether all timestamps verify, that a rule fired", () => {
  const row = sendableConnection(everything({ first_seen: "2026-11-20 23:59:59", last_seen: "2026-11-21 00:00:01" }), HMAC, NAMES);
  assert.deepEqual([row.time, row.first_seen, row.last_seen], ["2026-11-21 00:00:00", "2026-11-20 00:00:00", "2026-11-21 00:00:00"]);
  assert.deepEqual([row.timestamps_total, row.timestamps_valid], [3, 3]);
  assert.deepEqual([row.chain_errors, row.caps, row.findings], [["chain/expired", "hidden"], ["connection/no-tls13", "hidden"], ["host/hsts-missing", "hidden"]]);
  assert.deepEqual([row.errors, row.warnings], [undefined, undefined], "as many as a search of the logs by faults would count");
  const some = sendableConnection(everything({ timestamps_total: 5, timestamps_valid: 4 }), HMAC, NAMES);
  assert.deepEqual([some.timestamps_total, some.timestamps_valid], [3, 2], "not all of them");
  const few = sendableConnection(everything({ timestamps_total: 2, timestamps_valid: 0 }), HMAC, NAMES);
  assert.deepEqual([few.timestamps_total, few.timestamps_valid], [2, 0]);
  const unknown = sendableConnection(everything({ timestamps_total: null, timestamps_valid: null, first_seen: null }), HMAC, NAMES);
  assert.deepEqual([unknown.timestamps_total, unknown.timestamps_valid, unknown.first_seen], [undefined, undefined, undefined]);
});

test("a column that is new stays here until somebody lets it out where hosts are hidden", () => {
  const out = Object.keys(sendableConnection(everything(), { ...RULES, hosts: "hmac" }, { id: "random", hidden: "hmac:00" }));
  for (const name of ["site", "address", "leaf", "leaf_key", "path", "sent", "missing", "sent_bytes", "superfluous_bytes", "interceptor", "anchor", "anchor_name", "errors", "warnings", "transparency_logs", "sha256", "spki_sha256", "subject", "issuer", "names", "serial", "not_before", "not_after"]) {
    assert.ok(!out.includes(name), name);
  }
});

test("a private CA's name stays where hosts are hidden", () => {
  for (const anchor of [0, null] as const) {
    const row = sendableConnection(everything({ anchor_public: anchor, ca: "secret-name.example.com CA", anchor_name: "secret-name root" }), { hosts: "hmac", local: true, privateAnchors: true, selfSigned: true }, { id: "r", hidden: "hmac:00" });
    assert.ok(!JSON.stringify(row).includes("secret-name"));
  }
});

test("a leaf that is its own anchor is hidden as any leaf, whatever the browser says of the anchor", () => {
  for (const values of [{ self_signed: 1, anchor: "hash-of-another" }, { anchor: "hash-of-leaf", leaf: "hash-of-leaf" }] as const) {
    const bytes = JSON.stringify(sendableConnection(everything({ ...values, ca: "secret-name CA", anchor_name: "secret-name" }), { hosts: "hmac", local: true, privateAnchors: true, selfSigned: true }, { id: "r", hidden: "hmac:00" }));
    assert.ok(!/secret-name|hash-of/.test(bytes), bytes);
  }
});

test("local names, private anchors and self-signed certificates each need a consent of their own", () => {
  const cases: readonly [Partial<FleetRow>, keyof SendingRules, string][] = [
    [{ place: "local-name" }, "local", "local"], [{ place: "private-address" }, "local", "local"], [{ place: "public-name-local-address" }, "local", "local"], [{ place: "single-label" }, "local", "local"],
    [{ anchor_public: 0 }, "privateAnchors", "private-anchor"], [{ anchor_public: null }, "privateAnchors", "private-anchor"], [{ self_signed: 1, anchor_public: null }, "selfSigned", "self-signed"],
  ];
  for (const [values, consent, why] of cases) {
    assert.equal(withheldBecause(everything(values), RULES), why);
    assert.equal(withheldBecause(everything(values), { ...RULES, [consent]: true }), undefined, `${why} alone`);
    const others = { hosts: "names", local: true, privateAnchors: true, selfSigned: true, [consent]: false } as const;
    assert.equal(withheldBecause(everything(values), others), why);
  }
  assert.equal(withheldBecause(everything(), RULES), undefined);
  const without = everything({ leaf: "", anchor_public: null });
  assert.equal(withheldBecause(without, RULES), undefined, "no certificate is known");
});

test("a certificate says nothing of who saw it, nor names of the local network without consent", () => {
  const row: SparseRow = { ...everything(), record: "certificate", subject: "CN=www.example.com,O=x", names: ["www.example.com", "*.corp", "printer.local", "10.0.0.1", "*.example.com"] };
  const sent = sendableCertificate(row, RULES);
  assert.deepEqual([sent?.names, sent?.sensor, sent?.batch, sent?.network, sent?.browser], [["www.example.com", "*.example.com"], undefined, undefined, undefined, undefined]);
  assert.equal(sendableCertificate(row, { ...RULES, local: true })?.names?.length, 5);
});

test("a deletion names the sender alone", () => {
  assert.deepEqual(deletionRow("s", TIME, "i"), { record: "deletion", id: "i", schema: 1, time: TIME, sensor: "s" });
});

test("a server of the local network is named by no subject either; a CA's short name stays", () => {
  const of = (subject: string, is_ca: 0 | 1, names: string[] = []): string | undefined => sendableCertificate({ ...everything(), record: "certificate", subject, is_ca, names }, RULES)?.subject;
  for (const subject of ["CN=nas", "O=Home,CN=printer.local", "CN=10.0.0.1", "CN=www.example.com+CN=nas"]) assert.equal(of(subject, 0), undefined, subject);
  assert.equal(of("CN=www.example.com", 0, ["www.example.com", "printer.local"]), undefined, "beside a name that stays here");
  assert.equal(of("CN=www.example.com", 0, ["www.example.com"]), "CN=www.example.com");
  assert.equal(of("CN=R3,O=Let's Encrypt", 1), "CN=R3,O=Let's Encrypt");
});
