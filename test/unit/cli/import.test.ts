import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { connection, log, request } from "../../../bench/netlog/made-log.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { importDocument } from "../../../src/core/telemetry/import.ts";
import { parseObservation } from "../../../src/core/telemetry/observation-json.ts";
import { tlscope } from "../../support/command.ts";
import { assertFits } from "../../support/schema.ts";
import { assertValidTelemetry } from "../../support/telemetry-schema.ts";
import { certificate } from "../support/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-import-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const leaf = certificate({ dns: ["www.example.test"], issuer: "Issuing" });
const issuing = certificate({ subject: "Issuing", issuer: "Root", ca: true });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });
const stray = certificate({ subject: "Stray", issuer: "Nobody", ca: true });
const SECRET = "s3cr3t-of-somebody";
const good = { id: 10, time: 5000, host: "www.example.test", sent: [leaf, stray, issuing], verdict: { built: [leaf, issuing, root] } };
const events = [
  ...request(1, 1, "www.example.test", SECRET), ...connection(good),
  ...connection({ ...good, id: 20, time: 3_600_000, host: "other.test" }),
  ...connection({ ...good, id: 30, host: "update.googleapis.com" }),
];
const netlog = file("netlog.json", log(events));
const failing = file("failing.json", log([
  ...[40, 50, 60].flatMap((id) => connection({ id, time: 1, host: "reset.test", result: { net_error: -101 } })),
  ...connection({ ...good, id: 70, verdict: { built: [leaf], error: -202 }, result: { net_error: -202 } }),
]));

test("a report: the warning before it, each connection with the roles of what was sent, and a count", async () => {
  const { status, stdout, stderr } = await tlscope(["import", "netlog", netlog]);
  assert.equal(status, 0);
  assert.match(stderr, /^tlscope: A NetLog holds all that the browser connected to.*private windows, other profiles/s);
  assert.match(stderr, /2 connections from \d+ events of Chromium 156\.0\.8078\.108\.\n/);
  assert.match(stderr, /1 connection of the browser's own left out; --own-traffic shows them\./);
  assert.match(stdout, /^www\.example\.test:443 at 192\.0\.2\.7, 2026-11-21T12:00:05\.000Z$/m);
  assert.match(stdout, /^ {2}Sent$\n.*leaf .*needed .*\n {4}2\. unrelated {4} not needed {2}Stray\n {4}3\. intermediate {2}needed {6}Issuing$/m);
  assert.ok(!stdout.includes("update.googleapis.com"));
});

test("--jsonl: an observation a line, which assess --jsonl judges as --json does", async () => {
  const lines = await tlscope(["import", "netlog", netlog, "--jsonl"]);
  assert.equal(lines.status, 0);
  const observations = lines.stdout.trimEnd().split("\n").map((line): Observation => {
    assertFits("observation-1", JSON.parse(line));
    return parseObservation(JSON.parse(line));
  });
  assert.deepEqual(observations.map(({ host, tlsInfo }) => [host, tlsInfo.extra?.source, tlsInfo.sentChain?.length]), [["www.example.test", "netlog", 3], ["other.test", "netlog", 3]]);
  const judged = await tlscope(["assess", "--jsonl"], lines.stdout);
  const json = await tlscope(["import", "netlog", netlog, "--json"]);
  const assessments = JSON.parse(json.stdout) as Assessment[];
  assert.deepEqual(assessments, judged.stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Assessment));
  for (const assessment of assessments) assertFits("assessment-1", assessment);
});

test("--telemetry: an export, whole or not at all, for nobody else to read", async () => {
  const out = join(folder, "out.json");
  const { status, stdout } = await tlscope(["import", "netlog", netlog, "--telemetry", out]);
  assert.deepEqual([status, stdout], [0, ""]);
  const document = JSON.parse(readFileSync(out, "utf8")) as object;
  assertValidTelemetry(document);
  const { records, producer } = importDocument(document);
  assert.equal(producer.browser, "Chromium 156.0.8078.108");
  assert.deepEqual(records.map(({ observation: { host, tlsInfo } }) => [host, tlsInfo.builtChain?.length]), [["www.example.test", 3], ["other.test", 3]]);
  assert.equal(statSync(out).mode & 0o077, 0);
  const again = await tlscope(["assess", out, "--json"]);
  assert.deepEqual(JSON.parse(again.stdout), JSON.parse((await tlscope(["import", "netlog", netlog, "--json"])).stdout));
  const none = await tlscope(["import", "netlog", file("none.json", "{\"a\": 1}"), "--telemetry", join(folder, "never.json")]);
  assert.equal(none.status, 2);
  assert.ok(!existsSync(join(folder, "never.json")));
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith(".part")), []);
});

test("nothing private stands in any of it", async () => {
  const out = join(folder, "private.json");
  const outcomes = await Promise.all([[], ["--json"], ["--jsonl"], ["--telemetry", out]].map((options) => tlscope(["import", "netlog", netlog, ...options])));
  const written = [...outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]), readFileSync(out, "utf8")].join("\n");
  assert.ok(readFileSync(netlog, "utf8").includes(SECRET));
  for (const word of [SECRET, "secret-profile", "session=", "token="]) assert.ok(!written.includes(word), word);
});

test("--host, --since and --own-traffic choose", async () => {
  const hosts = async (...options: string[]): Promise<string[]> => {
    const { stdout } = await tlscope(["import", "netlog", netlog, "--json", ...options]);
    return (JSON.parse(stdout) as Assessment[]).map(({ host }) => host);
  };
  assert.deepEqual(await hosts("--host", "*.example.test"), ["www.example.test"]);
  assert.deepEqual(await hosts("--since", "2026-11-21T12:30:00Z"), ["other.test"]);
  assert.deepEqual(await hosts("--own-traffic"), ["www.example.test", "other.test", "update.googleapis.com"]);
  assert.deepEqual(await hosts("--host", "nobody.test"), []);
});

test("a refused chain is exit status 1, and what failed again and again is one line", async () => {
  const { status, stdout } = await tlscope(["import", "netlog", failing]);
  assert.equal(status, 1);
  assert.match(stdout, /^reset\.test:443 at 192\.0\.2\.7, \S+ {2}no connection: net::ERR_CONNECTION_RESET \(3 times\)$/m);
  assert.match(stdout, /^ {2}Refused {7}net::ERR_CERT_AUTHORITY_INVALID$/m);
});

test("a log that was cut off, or damaged, is read as far as it goes, and that is said", async () => {
  const whole = log(events);
  const cut = await tlscope(["import", "netlog", file("cut.json", whole.slice(0, -300)), "--json"]);
  assert.match(cut.stderr, /The log was cut off/);
  assert.equal((JSON.parse(cut.stdout) as unknown[]).length, 2);
  const damaged = await tlscope(["import", "netlog", file("damaged.json", whole.replace("{\"params\":{\"backup", "{{\"params\":{\"backup")), "--json"]);
  assert.match(damaged.stderr, /1 event could not be read\./);
});

test("an HTTP Archive: what it tells of connections, and nothing of pages", async () => {
  const entry = { startedDateTime: "2026-11-21T12:00:05.000Z", serverIPAddress: "192.0.2.7", connection: "443", request: { url: `https://www.example.test/${SECRET}?token=1`, headers: [{ name: "cookie", value: SECRET }] }, response: { status: 200, httpVersion: "h3" } };
  const own = { ...entry, request: { url: "https://update.googleapis.com/" } };
  const har = file("archive.har", JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages: [], entries: [entry, entry, own] } }));
  const lines = await tlscope(["import", "har", har, "--jsonl"]);
  assert.equal(lines.status, 0);
  assertFits("observation-1", JSON.parse(lines.stdout));
  assert.match(lines.stderr, /An HTTP Archive holds addresses.*\n.*\ntlscope: 1 connection from 3 requests of WebInspector 537\.36\.\n.*1 connection of the browser's own left out/);
  const out = join(folder, "archive-out.json");
  const outcomes = await Promise.all([["--json"], [], ["--telemetry", out]].map((options) => tlscope(["import", "har", har, ...options])));
  const assessed = await tlscope(["assess", har, "--json"]);
  assert.deepEqual([assessed.status, assessed.stdout], [0, outcomes[0]?.stdout]);
  assertValidTelemetry(JSON.parse(readFileSync(out, "utf8")) as object);
  const written = [lines, assessed, ...outcomes].flatMap(({ stdout, stderr }) => [stdout, stderr]).concat(readFileSync(out, "utf8")).join("\n");
  assert.ok(written.includes("www.example.test"));
  for (const word of [SECRET, "token=", "cookie\""]) assert.ok(!written.includes(word), word);
  assert.equal((await tlscope(["import", "har", netlog])).status, 2);
});

test("assess tells by its content what a file is", async () => {
  const { stdout, stderr } = await tlscope(["assess", file("recording.dat", gzipSync(log(events))), "--json"]);
  assert.match(stderr, /A NetLog holds/);
  assert.equal((JSON.parse(stdout) as unknown[]).length, 2);
  const asked = JSON.parse((await tlscope(["assess", netlog, "--json", "--client", "all"])).stdout) as { clients?: unknown[] }[];
  assert.ok(asked.every(({ clients }) => (clients?.length ?? 0) > 10), "a row for each client");
  const lines = (await tlscope(["import", "netlog", netlog, "--jsonl"])).stdout;
  const hint = await tlscope(["assess", file("lines.jsonl", lines)]);
  assert.equal(hint.status, 2);
  assert.match(hint.stderr, /assess --jsonl/);
});

test("what is asked for wrongly, and what cannot be read, is said with exit status 2", async () => {
  for (const [args, words] of [
    [["import"], /say what to import: netlog/], [["import", "tape", "x"], /"tape" cannot be imported/], [["import", "netlog"], /give the file/], [["import", "netlog", "a", "b"], /one argument too many/],
    [["import", "netlog", netlog, "--json", "--jsonl"], /give one of/], [["import", "netlog", netlog, "--since", "yesterday"], /--since: "yesterday"/], [["import", "netlog", netlog, "--since", "2026-02-30"], /--since: "2026-02-30"/], [["import", "netlog", join(folder, "nowhere")], /nowhere: /],
    [["import", "netlog", file("text.json", "hello")], /begins with "\{"/], [["import", "netlog", netlog, "--telemetry", join(folder, "no/such/folder.json")], /cannot be written/],
  ] as const) {
    const { status, stderr } = await tlscope(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, words);
  }
  assert.match((await tlscope(["import", "--help"])).stdout, /tlscope import netlog FILE/);
});
