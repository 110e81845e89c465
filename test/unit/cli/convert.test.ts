import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parquetReadObjects } from "hyparquet";
import { connection, log, request } from "../../../bench/netlog/made-log.ts";
import { csvFormat } from "../../../cli/convert/format/csv.ts";
import { parquetFormat } from "../../../cli/convert/format/parquet.ts";
import type { SparseRow } from "../../../src/core/fleet/columns.ts";
import { fullRow } from "../../../src/core/fleet/row.ts";
import type { TelemetryDocument } from "../../../src/core/telemetry/document.ts";
import { StoredCertificate } from "../../../src/core/x509/certificate-store.ts";
import { certificatesFromPem } from "../../../src/core/x509/pem.ts";
import { FORMATS } from "../../../cli/convert/format.ts";
import { tlscope } from "../../support/command.ts";
import { certificate } from "../support/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-convert-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const SECRET = "s3cr3t-of-somebody";
const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "-----BEGIN CERTIFICATE-----", issuer: "Nobody", ca: true });
const good = { id: 10, time: 5000, host: "www.example.test", sent: [leaf, stray, issuing], verdict: { built: [leaf, issuing, root] } };
const netlog = file("netlog.json", log([
  ...request(1, 1, "www.example.test", SECRET), ...connection(good), ...connection({ ...good, id: 20, time: 3_600_000, host: "other.test" }),
  ...connection({ ...good, id: 70, time: 7_200_000, host: "refused.test", verdict: { built: [leaf], error: -202 }, result: { net_error: -202 } }),
]));
const lines = file("observations.jsonl", (await tlscope(["import", "netlog", netlog, "--jsonl"])).stdout);
const exported = join(folder, "export.json");
await tlscope(["import", "netlog", netlog, "--telemetry", exported]);
const document = JSON.parse(readFileSync(exported, "utf8")) as TelemetryDocument;
// The same with certificates before the observations, as the add-on writes it.
const { format, version, certificates, ...rest } = document;
const ordered = file("ordered.json", JSON.stringify({ format, version, certificates, ...rest }, null, 1));

function rowsOf(text: string): SparseRow[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as SparseRow);
}

async function convert(from: readonly string[], to: string): Promise<string> {
  const { stdout, stderr, status } = await tlscope(["convert", ...from, "--to", to]);
  assert.equal(status, 1, stderr);
  return stdout;
}

test("NDJSON: the same rows from a NetLog, from lines of observations and from exports; certificates once", async () => {
  const rows = rowsOf(await convert([netlog], "ndjson"));
  assert.deepEqual(rows.map(({ record }) => record), [...Array<string>(4).fill("certificate"), ...Array<string>(3).fill("connection")]);
  assert.equal(new Set(rows.map(({ id }) => id)).size, 7);
  const [, second, , , first, , refused] = rows;
  assert.deepEqual(
    [first?.host, first?.site, first?.tls_version, first?.post_quantum, first?.chain, first?.superfluous, first?.missing_count, first?.ca, first?.anchor_name, first?.sent_known],
    ["www.example.test", "example.test", "TLS 1.3", 1, "valid", [second?.id], 0, "Issuing", "Root", 1]);
  assert.deepEqual([refused?.failure, refused?.failure_class, refused?.failure_name, refused?.chain, refused?.superfluous], ["certificate-untrusted", "certificate", "ERR_CERT_AUTHORITY_INVALID", "invalid", undefined]);
  assert.deepEqual([second?.subject, second?.key_type, second?.key_bits, second?.lifetime_days, second?.is_ca, second?.readable], ["CN=-----BEGIN CERTIFICATE-----", "EC", 256, 90, 1, 1]);
  assert.deepEqual(rowsOf(await convert([lines], "ndjson")), rows);
  for (const each of [exported, ordered]) {
    const told = rowsOf(await convert([each], "ndjson")).map(({ browser, ...row }) => {
      assert.equal(browser, "Chromium 156.0.8078.108");
      return row;
    });
    assert.deepEqual(told, rows);
  }
  // Again, and together: each counts once by its id.
  const all = rowsOf(await convert([netlog, lines, ordered], "ndjson"));
  assert.deepEqual([new Set(all.map(({ id }) => id)).size, all.filter(({ record }) => record === "certificate").length], [7, 4]);
});

test("nothing of a page's address is in any format", async () => {
  for (const to of FORMATS) {
    const out = join(folder, `out.${to}`);
    await tlscope(["convert", netlog, "--to", to, "--out", out]);
    assert.ok(!readFileSync(out, "latin1").includes(SECRET), to);
    assert.equal(statSync(out).mode & 0o077, 0);
  }
});

test("Parquet, read by hyparquet: every column of every row, over several groups", async () => {
  const out = join(folder, "rows.parquet");
  assert.equal((await tlscope(["convert", netlog, "--to", "parquet", "--out", out])).status, 1);
  assert.deepEqual(await readParquet(readFileSync(out)), rowsOf(await convert([netlog], "ndjson")).map((row) => ({ ...fullRow(row) })));

  const [parts, count]: [Uint8Array[], number] = [[], 20_500];
  const nothing = (): Promise<void> => Promise.resolve();
  const writer = await parquetFormat.begin({ write: (part) => {
      parts.push(Uint8Array.from(typeof part === "string" ? [] : part));
      return Promise.resolve();
    }, finish: nothing, abandon: nothing });
  const row = (i: number): SparseRow => ({ record: "connection", id: String(i), time: "2026-11-21 12:00:00", schema: 1, host: `h${i % 1000}.test`, sent: i % 3 === 0 ? [] : [`a${i}`, "b"], score: i % 2 === 0 ? 90 : null });
  for (let i = 0; i < count; i++) await writer.connection(row(i), undefined);
  assert.ok(parts.length >= 1, "groups are written as they are full");
  await writer.end();
  const read = await readParquet(Buffer.concat(parts));
  assert.equal(read.length, count);
  for (const i of [0, 1, 9_999, 10_000, 20_000, 20_499]) assert.deepEqual(read[i], { ...fullRow(row(i)) });
});

async function readParquet(bytes: Uint8Array): Promise<object[]> {
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, value instanceof Date ? value.toISOString().slice(0, 19).replace("T", " ") : value])));
}

test("PEM: each certificate once, as openssl reads it, and a name that looks like a block is none", async (t) => {
  const out = join(folder, "all.pem");
  const { status } = await tlscope(["convert", netlog, exported, "--to", "pem", "--out", out]);
  assert.equal(status, 0, "nothing is judged for PEM");
  assert.equal(certificatesFromPem(readFileSync(out, "utf8")).length, 4);
  const openssl = spawnSync("openssl", ["storeutl", "-noout", "-text", "-certs", out], { encoding: "utf8" });
  if (openssl.error !== undefined) {
    t.skip("not run: there is no openssl here");
    return;
  }
  assert.equal(openssl.status, 0, openssl.stderr);
  assert.match(openssl.stdout, /Total found: 4/);
  assert.deepEqual(Array.from(openssl.stdout.matchAll(/Subject: CN ?= ?(.*)/g), ([, name]) => name).sort(), ["-----BEGIN CERTIFICATE-----", "Issuing", "Root", "leaf.test"]);
});

test("CSV: every row has every column, and no cell begins a formula", async () => {
  let text = "";
  const nothing = (): Promise<void> => Promise.resolve();
  const writer = await csvFormat.begin({ write: (part) => {
      text += String(part);
      return Promise.resolve();
    }, finish: nothing, abandon: nothing });
  const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\"\"=1", "a\"b,c\nd", "fine"];
  const stored = new StoredCertificate("00", new Uint8Array());
  for (const subject of hostile) await writer.certificate({ record: "certificate", id: "1", time: "2026-11-21 12:00:00", schema: 1, subject, names: [subject, "it's"] }, stored);
  const [header = [], ...cells] = fieldsOf(text);
  assert.ok(cells.every((row) => row.length === header.length));
  const subjects = cells.map((row) => row[header.indexOf("subject")] ?? "");
  assert.deepEqual(subjects, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "'  =1", "'＝1", "\"\"=1", "a\"b,c\nd", "fine"]);
  for (const cell of cells.flat()) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/);
  assert.equal(cells[9]?.[header.indexOf("names")], "['a\"b,c\\nd','it\\'s']");
});

/** RFC 4180. */
function fieldsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll("\"\"", "\""));
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("bad input: what, where, and what to do; no file is left half done", async () => {
  const out = join(folder, "never.ndjson");
  const fails = async (input: string, said: RegExp): Promise<void> => {
    const { status, stderr } = await tlscope(["convert", input, "--to", "ndjson", "--out", out]);
    assert.equal(status, 2, stderr);
    assert.match(stderr, said);
    assert.ok(!existsSync(out));
    assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith(".part")), []);
  };
  await fails(file("newer.json", JSON.stringify({ ...document, version: 2 })), /newer\.json: version: version 1 is expected; a newer tlscope may read this document/);
  const text = JSON.stringify(document);
  for (const part of [0.5, 0.9, 0.999]) await fails(file("cut.json", text.slice(0, text.length * part)), /cut\.json: byte \d+: the document ends here.*it was cut off\. Save the export again/);
  await fails(file("broken.json", text.replace("\"observations\":[{", "\"observations\":[}")), /broken\.json: observations\[0\] \(byte \d+\): .*damaged/);
  const [hash = "", second = ""] = Object.keys(document.certificates);
  const swapped = { ...document.certificates, [hash]: document.certificates[second], [second]: document.certificates[hash] };
  await fails(file("hash.json", JSON.stringify({ ...document, certificates: swapped })), /hash\.json: certificates\.[0-9a-f]{64}: the bytes have another SHA-256/);
  const without = Object.fromEntries(Object.entries(document.certificates).filter(([name]) => name !== hash));
  await fails(file("missing.json", JSON.stringify({ ...document, certificates: without })), new RegExp(`observations\\[0\\]\\.tlsInfo\\.\\w+\\[\\d\\]: "certificates" has no ${hash}`));
  await fails(file("page.html", "<!doctype html><title>no</title>"), /page\.html is no export of TLScope, no lines of observations and no recording of a browser/);
  await fails(join(folder, "nowhere.json"), /nowhere\.json cannot be read/);
});

test("a line that is no observation is named and left out, and the rest is written", async () => {
  const [first = ""] = readFileSync(lines, "utf8").split("\n");
  const mixed = file("mixed.jsonl", `${first}\n{"host": 1, "tlsInfo": {}}\n{"host": "cut.test", "tlsIn`);
  const out = join(folder, "mixed.ndjson");
  const { status, stderr } = await tlscope(["convert", mixed, "--to", "ndjson", "--out", out]);
  assert.equal(status, 2);
  assert.match(stderr, /mixed\.jsonl, line 2: host: a string is expected, not a number; it was left out/);
  assert.match(stderr, /mixed\.jsonl, line 3: not JSON/);
  assert.match(stderr, /2 lines were left out/);
  assert.deepEqual(rowsOf(readFileSync(out, "utf8")).filter(({ record }) => record === "connection").map(({ host }) => host), ["www.example.test"]);
});

test("a full disk is said", { skip: existsSync("/dev/full") ? false : "not run: there is no /dev/full here" }, async () => {
  const { status, stderr } = await tlscope(["convert", netlog, "--to", "ndjson", "--out", "/dev/full"]);
  assert.equal(status, 2);
  assert.match(stderr, /\/dev\/full cannot be written: the disk is full\. Make room/);
});

test("--help names every format that lies in its folder", async () => {
  const { stdout } = await tlscope(["--help"]);
  assert.ok(stdout.includes(`--to ${FORMATS.join("|")} [--out FILE]`));
  assert.deepEqual([...FORMATS], readdirSync("cli/convert/format").map((name) => name.replace(".ts", "")).sort());
});

test("usage", async () => {
  for (const [args, said] of [
    [["convert", netlog], /--to csv\|ecs\|har\|ndjson\|parquet\|pem\|zeek/], [["convert", netlog, "--to", "xls"], /"xls" is no format/], [["convert", "--to", "csv"], /give the files to convert/],
  ] as const) {
    const { status, stderr } = await tlscope(args);
    assert.equal(status, 2);
    assert.match(stderr, said);
  }
});
