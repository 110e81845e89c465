import assert from "node:assert/strict";
import { test } from "node:test";
import { ecsFormat } from "../../../cli/convert/format/ecs.ts";
import { harFormat } from "../../../cli/convert/format/har.ts";
import { zeekFormat } from "../../../cli/convert/format/zeek.ts";
import type { FormatKind } from "../../../cli/convert/row-writer.ts";
import { certificateRow } from "../../../src/core/fleet/certificate-row.ts";
import { COLUMN_NAMES, columnOf, type ColumnName, type SparseRow } from "../../../src/core/fleet/columns.ts";
import { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { sha256Of } from "../background/upload/support/leaf.ts";
import { ECS_FIELDS, ECS_VALUES, HAR_MEMBERS, misfits, ZEEK_FIELDS } from "../../support/published-fields.ts";
import { certificate } from "../support/certificates.ts";

const storedOf = (der: Uint8Array): StoredCertificate => new StoredCertificate(sha256Of(der), der);
const ec = storedOf(certificate({ dns: ["www.example.com"], ip: [[192, 0, 2, 1], [...Array<number>(15).fill(0), 1]] }));
const rsa = storedOf(certificate({ dns: ["www.example.com"], key: "RSA 2048", signature: "PSS-SHA-256" }));
const ca = storedOf(certificate({ subject: "CA", issuer: "CA", ca: true, key: "Ed25519" }));
const unreadable = storedOf(Uint8Array.of(0x30, 1));

/** A row with every column of connections filled. */
function filled(more: Partial<SparseRow>): SparseRow {
  const value = (name: ColumnName): unknown => {
    switch (columnOf(name).kind) {
      case "text": return `a ${name}`;
      case "list": return ["one", "two"];
      case "instant": case "moment": return "2026-11-21 12:00:00";
      default: return 1;
    }
  };
  return {
    ...Object.fromEntries(COLUMN_NAMES.map((name) => [name, value(name)])), record: "connection", id: "0123456789abcdef0123456789abcdef", host: "www.example.com", host_hidden: 0, address: "2001:db8::1",
    port: 8443, plain: 0, tls_version: "TLS 1.3", producer: "TLScope 1.0", leaf: ec.sha256, ...more,
  } as SparseRow;
}

const ROWS: readonly [SparseRow, StoredCertificate | undefined][] = [
  [filled({}), ec], [filled({ failure: "", chain: "valid" }), rsa], [filled({ host: "192.0.2.1", address: "192.0.2.1", tls_version: "SSL 3.0", protocol: "QUIC" }), ca], [filled({ plain: 1 }), undefined], [filled({}), unreadable],
  // Nothing is known but that it was there.
  [{ record: "connection", id: "00", schema: 1, time: "2026-11-21 12:00:00" }, undefined],
];

async function written(kind: FormatKind): Promise<string> {
  let text = "";
  const nothing = (): Promise<void> => Promise.resolve();
  const writer = await kind.begin({
    write: (part) => {
      text += String(part);
      return Promise.resolve();
    }, finish: nothing, abandon: nothing,
  });
  const origin = { sensor: "", network: "", producer: "TLScope 1.0", browser: "" };
  for (const stored of [ec, rsa, ca, unreadable]) await writer.certificate(certificateRow(stored, undefined, Date.UTC(2026, 10, 21), origin), stored);
  for (const [row, leaf] of ROWS) await writer.connection(row.failure === "" ? without(row, "failure") : row, leaf);
  await writer.end();
  return text;
}

function without(row: SparseRow, name: ColumnName): SparseRow {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name)) as unknown as SparseRow;
}

function lines(text: string): Record<string, unknown>[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** By the whole names of members. */
function flat(value: object, above = ""): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    typeof member === "object" && member !== null && !Array.isArray(member) ? Object.entries(flat(member, `${above}${name}.`)) : [[`${above}${name}`, member]]));
}

test("ECS: every field that is written is a published one, of its type, or our own under tlscope; and every one of the table is written", async () => {
  const documents = lines(await written(ecsFormat)).map((document) => flat(document));
  assert.equal(documents.length, ROWS.length);
  const names = new Set<string>();
  for (const document of documents) {
    const theirs = Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith("tlscope.")));
    assert.deepEqual(misfits(theirs, ECS_FIELDS), []);
    for (const [name, allowed] of Object.entries(ECS_VALUES)) for (const value of [document[name]].flat()) assert.ok(allowed.includes(String(value)), `${name}: ${String(value)}`);
    for (const name of Object.keys(theirs)) names.add(name);
  }
  assert.deepEqual([...names].sort(), Object.keys(ECS_FIELDS).sort());
  const [first, , address] = documents;
  assert.deepEqual([first?.["tls.version"], first?.["tls.version_protocol"], first?.["server.domain"], first?.["@timestamp"]], ["1.3", "tls", "www.example.com", "2026-11-21T12:00:00.000Z"]);
  assert.match(String(first?.["tls.server.hash.sha256"]), /^[0-9A-F]{64}$/);
  assert.deepEqual([address?.["server.domain"], address?.["server.ip"], address?.["network.transport"]], [undefined, "192.0.2.1", "udp"]);
});

test("Zeek: every field that is written is one of ssl.log or x509.log, of its type; and all of the table are written but those no certificate here has", async () => {
  const records = lines(await written(zeekFormat));
  const names = new Set<string>();
  for (const { _path, ...record } of records) {
    assert.deepEqual(misfits(record, ZEEK_FIELDS[String(_path)] ?? {}), [], String(_path));
    for (const name of Object.keys(record)) names.add(`${String(_path)} ${name}`);
  }
  const all = Object.entries(ZEEK_FIELDS).flatMap(([log, fields]) => Object.keys(fields).map((name) => `${log} ${name}`));
  assert.deepEqual(all.filter((name) => !names.has(name)), ["x509 san.uri", "x509 san.email", "x509 basic_constraints.path_len"]);
  const ssl = records.filter(({ _path }) => _path === "ssl");
  assert.equal(ssl.length, ROWS.length - 1, "of connections without TLS there is none");
  assert.deepEqual([ssl[0]?.["version"], ssl[0]?.["server_name"], ssl[2]?.["version"], ssl[2]?.["server_name"], ssl.at(-1)?.["resumed"]], ["TLSv13", "www.example.com", "SSLv3", undefined, undefined]);
  assert.deepEqual(records.slice(0, 2).map((each) => [each["certificate.key_type"], each["certificate.curve"], each["certificate.exponent"]]), [["ecdsa", "prime256v1", undefined], ["rsa", undefined, "65537"]]);
});

test("HAR 1.2: every member is a published one, of its type, none that must be there is missing; of addresses there is the host alone", async () => {
  const { log } = JSON.parse(await written(harFormat)) as { log: Record<string, unknown> & { entries: Record<string, unknown>[] } };
  const check = (kind: string, value: unknown): void => {
    const { required = {}, optional = {} } = HAR_MEMBERS[kind] ?? {};
    const theirs = Object.fromEntries(Object.entries(value as object).filter(([name]) => !name.startsWith("_")));
    assert.deepEqual(misfits(theirs, { ...required, ...optional }), [], kind);
    assert.deepEqual(Object.keys(required).filter((name) => !(name in theirs)), [], kind);
  };
  check("log", log);
  check("creator", log["creator"]);
  assert.equal(log.entries.length, ROWS.length);
  for (const entry of log.entries) {
    check("entry", entry);
    for (const kind of ["request", "response", "timings"]) check(kind, entry[kind]);
    check("content", (entry["response"] as Record<string, unknown>)["content"]);
  }
  assert.deepEqual(log.entries.map(({ request }) => (request as { url: string }).url), ["https://www.example.com:8443/", "https://www.example.com:8443/", "https://192.0.2.1:8443/", "http://www.example.com:8443/", "https://www.example.com:8443/", "https:///"]);
});
