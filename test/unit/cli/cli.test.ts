import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { run } from "../../../cli/run.ts";
import { assess } from "../../../src/core/assess.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import { BundledAnchors } from "../../../src/core/chain/bundled-anchors.ts";
import type { Observation } from "../../../src/core/observation.ts";
import { EVERY_RULE } from "../../../src/core/rules/index.ts";
import { exportDocument, shortAssessment } from "../../../src/core/telemetry/export.ts";
import { observationToJson } from "../../../src/core/telemetry/observation-json.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { certificate } from "../support/certificates.ts";
import { english } from "../support/english.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-cli-"));
after(() => rmSync(folder, { recursive: true }));

async function tlscope(args: string[], input: string | Uint8Array = ""): Promise<{ status: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written) => new Writable({
    write(chunk, _encoding, done) {
      written[name] += String(chunk);
      done();
    },
  });
  const status = await run(args, { stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)]), stdout: sink("stdout"), stderr: sink("stderr") });
  return { status, ...written };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const ajv = new Ajv2020({ strict: true, strictRequired: false });
addFormats(ajv);
const validAssessment = ajv.compile(JSON.parse(readFileSync("schema/assessment-1.schema.json", "utf8")) as object);

const TIME = "2026-11-21T12:00:00.000Z";
const leaf = certificate({ dns: ["www.example.test"], issuer: "Root" });
const root = certificate({ subject: "Root", issuer: "Root", ca: true });

const good: Observation = {
  host: "www.example.test", time: TIME, hsts: { maxAge: 31_536_000 },
  tlsInfo: { builtChain: [leaf, root], chainValid: true, protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1301, keyExchangeGroup: "x25519" },
};
// As Firefox tells it: the server's certificate alone.
const bad: Observation = { ...good, host: "other.test", tlsInfo: { ...good.tlsInfo, builtChain: [leaf], chainValid: false } };

const lines = (...observations: (Observation | string)[]): string =>
  observations.map((each) => `${typeof each === "string" ? each : JSON.stringify(observationToJson(each))}\n`).join("");

test("--jsonl: an assessment a line, in order, and exit status 0 where no chain is invalid", async () => {
  const { status, stdout, stderr } = await tlscope(["assess", "--jsonl"], lines(good, { host: "b.test", tlsInfo: {} }, good));
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Assessment);
  for (const answer of answers) assert.ok(validAssessment(answer), JSON.stringify(validAssessment.errors));
  assert.deepEqual(answers.map(({ host, chain, rating }) => [host, chain.verdict, rating.grade, rating.score]), [
    ["www.example.test", "valid", "A+", 89], ["b.test", "unknown", null, null], ["www.example.test", "valid", "A+", 89],
  ]);
});

test("--jsonl: exit status 1 for an invalid chain; the last line needs no end", async () => {
  const { status, stdout } = await tlscope(["assess", "--jsonl"], lines(good, bad).trimEnd());
  assert.equal(status, 1);
  assert.equal((JSON.parse(stdout.split("\n")[1] ?? "") as Assessment).rating.grade, "M");
});

test("--jsonl: a bad line gives an error on its line, the rest goes on, and the exit status is 2", async () => {
  const { status, stdout } = await tlscope(["assess", "--jsonl"], lines("nonsense", good, "", "[]", '{"host":"a.test","tlsInfo":{"sentChain":["?"]}}', bad));
  assert.equal(status, 2);
  const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as { host?: string; error?: { code: string; line: number } });
  assert.deepEqual(answers.map(({ host, error }) => host ?? [error?.code, error?.line]), [
    ["bad-json", 1], "www.example.test", ["bad-json", 3], ["wrong-type", 4], ["bad-base64", 5], "other.test",
  ]);
});

test("--jsonl: an anchor that cannot be read is named in its line, and the others count", async () => {
  const anchored = { ...observationToJson({ host: "www.example.test", time: TIME, tlsInfo: { sentChain: [leaf] }, trustAnchors: [root] }) };
  const broken = { ...anchored, trustAnchors: ["MAAA", ...anchored.trustAnchors ?? []] };
  const { stdout } = await tlscope(["assess", "--jsonl"], `${[anchored, broken, broken].map((value) => JSON.stringify(value)).join("\n")}\n`);
  const [sound, first, again] = stdout.trim().split("\n").map((line) => JSON.parse(line) as Assessment);
  assert.ok(sound && first && again);
  for (const assessment of [sound, first, again]) assert.ok(validAssessment(assessment), JSON.stringify(validAssessment.errors));
  assert.equal(sound.chain.unreadableAnchors, undefined);
  assert.deepEqual(first.chain.unreadableAnchors?.map(({ anchor }) => anchor), [1]);
  assert.match(first.chain.unreadableAnchors[0]?.message ?? "", /./);
  assert.deepEqual(again, first);
  assert.deepEqual([first.chain.path, first.chain.errors], [sound.chain.path, sound.chain.errors]);
});

test("--jsonl: bytes that are no UTF-8 are an error of their line", async () => {
  const { status, stdout } = await tlscope(["assess", "--jsonl"], Uint8Array.of(0xff, 0xfe, 0x0a));
  assert.equal(status, 2);
  assert.deepEqual((JSON.parse(stdout) as { error: { code: string } }).error.code, "bad-encoding");
});

test("--jsonl: where the server's certificate cannot be read, nothing is said of the order", async () => {
  const { stdout } = await tlscope(["assess", "--jsonl"], lines('{"host":"a.test","tlsInfo":{"sentChain":["MAAA"]}}'));
  const assessment = JSON.parse(stdout) as Assessment;
  assert.ok(validAssessment(assessment), JSON.stringify(validAssessment.errors));
  assert.deepEqual([assessment.chain.verdict, assessment.chain.ordered], ["invalid", null]);
});

test("--jsonl: no input, no output", async () => {
  assert.deepEqual([await tlscope(["assess", "--jsonl"])].map(({ status, stdout }) => [status, stdout]), [[0, ""]]);
});

test("an export gives the assessments that are stored in it", async () => {
  const records = await Promise.all([good, bad].map(async (observation) => ({
    observation, requests: 1, firstSeen: TIME, lastSeen: TIME, assessment: await assess(observation, { time: Date.parse(TIME), text: english, anchors: new BundledAnchors() }),
  })));
  const plain = { observation: { host: "plain.test", scheme: "http:" as const, tlsInfo: {} }, requests: 1, firstSeen: TIME, lastSeen: TIME, assessment: null };
  const document = exportDocument([...records, plain], { exportedAt: TIME, producer: { name: "tlscope", version: "0.1.0", browser: "Firefox" } });
  const { status, stdout } = await tlscope(["assess", file("telemetry.json", JSON.stringify(document)), "--json"]);
  assert.equal(status, 1);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify([...records, plain].map(({ assessment }) => assessment))));
});

test("a short export gives its assessments in short, and what is not in it is said", async () => {
  const whole = await assess(bad, { time: Date.parse(TIME), text: english, anchors: new BundledAnchors() });
  const record = { observation: bad, requests: 1, firstSeen: TIME, lastSeen: TIME, assessment: shortAssessment(whole) };
  const document = exportDocument([record], { exportedAt: TIME, producer: { name: "tlscope", version: "0.1.0", browser: "Firefox" }, omitted: 501 });
  const { stdout, stderr } = await tlscope(["assess", file("short.json", JSON.stringify(document)), "--json"]);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify([record.assessment])));
  assert.ok(JSON.stringify(record.assessment).length < JSON.stringify(whole).length / 1.5);
  assert.match(stderr, /501 more kinds of connection were seen/);
});

test("an export as a report for people", async () => {
  const record = { observation: good, requests: 1, firstSeen: TIME, lastSeen: TIME, assessment: await assess(good, { time: Date.parse(TIME), text: english, anchors: new BundledAnchors() }) };
  const document = exportDocument([record], { exportedAt: TIME, producer: { name: "tlscope", version: "0.1.0", browser: "Firefox" } });
  const { status, stdout } = await tlscope(["assess", file("report.json", JSON.stringify(document))]);
  assert.equal(status, 0);
  for (const part of ["www.example.test  A+  (score 89)", "TLS_AES_128_GCM_SHA256", "0.30 × 100 + 0.30 × 90 + 0.40 × 80 = 89", "connection/no-post-quantum"]) {
    assert.ok(stdout.includes(part), `${part} in\n${stdout}`);
  }
});

test("the report says whether somebody sits in the middle, with each sign and what else it could be, and what is a device", async () => {
  const shown = async (observation: Observation): Promise<string> => {
    const record = { observation, requests: 1, firstSeen: TIME, lastSeen: TIME, assessment: await assess(observation, { time: Date.parse(TIME), text: english, anchors: new BundledAnchors() }) };
    const document = exportDocument([record], { exportedAt: TIME, producer: { name: "tlscope", version: "0.1.0", browser: "Firefox" } });
    return (await tlscope(["assess", file("middle.json", JSON.stringify(document))])).stdout;
  };
  const inspected: Observation = { ...good, host: "www.example.com", ip: "8.8.8.8", tlsInfo: { ...good.tlsInfo, extra: { source: "firefox", rootIsBuiltIn: false } } };
  const report = await shown(inspected);
  assert.match(report, /^ {2}Interception {2}unusual$/m);
  assert.match(report, /^ {5}30 {2}private-anchor: The chain ends at “CN=Root”.*\n {9}What else it could be: An internal site/m);
  assert.match(report, /^ {2}Mozilla intermediate 6\.0 {2}\S/m);
  const device = await shown({ ...inspected, ip: "192.168.1.4" });
  assert.match(device, /^ {2}Interception {2}none seen$/m);
  assert.match(device, /^ {2}Device {8}public-name-local-address, key [0-9a-f]{64}$/m);
});

test("one connection from PEM files, suite and group as OpenSSL spells them", async () => {
  const sent = file("sent.pem", toPem(leaf));
  const built = file("built.pem", toPem(leaf) + toPem(root));
  const { status, stdout, stderr } = await tlscope([
    "assess", "--host", "www.example.test", "--sent", sent, "--built", built, "--time", TIME, "--tls-version", "TLSv1.2",
    "--cipher-suite", "ECDHE-ECDSA-AES128-GCM-SHA256", "--group", "prime256v1", "--json",
  ]);
  assert.equal(stderr, "");
  // Nobody vouches for the root, and no browser said otherwise.
  assert.equal(status, 1);
  const { rating, connection, time, chain } = JSON.parse(stdout) as Assessment;
  assert.deepEqual([rating.grade, rating.gradeByScore, rating.score, connection.group?.name, time], ["T", "A", 89, "secp256r1", TIME]);
  assert.deepEqual([chain.verdict, chain.path], ["invalid", null]);
});

test("hostile text of a certificate moves nothing on the terminal", async () => {
  const evil = certificate({ subject: "a\u001b[31m\u202eb", issuer: "a\u001b[31m\u202eb", dns: ["www.example.test"], key: "RSA 1024" });
  const { stdout } = await tlscope(["assess", "--host", "www.example.test", "--sent", file("evil.pem", toPem(evil)), "--time", TIME]);
  assert.match(stdout, /certificate\/weak-key/);
  assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

const USAGE: [what: string, args: string[], says: RegExp][] = [
  ["nothing", [], /assess, import, record, convert, query or rules/],
  ["a command that there is not", ["judge"], /no command "judge"/],
  ["an option that there is not", ["assess", "--frobnicate"], /frobnicate/],
  ["assess without input", ["assess"], /telemetry file/],
  ["two files", ["assess", "a", "b"], /too many/],
  ["--jsonl with a file", ["assess", "--jsonl", "a"], /too many/],
  ["--jsonl with --json", ["assess", "--jsonl", "--json"], /--json/],
  ["a suite that nobody knows", ["assess", "--host", "a.test", "--cipher-suite", "ROT13"], /ROT13/],
  ["a version that nobody knows", ["assess", "--host", "a.test", "--tls-version", "TLS 2"], /TLS 2/],
  ["a group that nobody knows", ["assess", "--host", "a.test", "--group", "custom"], /custom/],
  ["a port that is none", ["assess", "--host", "a.test", "--port", "http"], /port/],
  ["a time that is none", ["assess", "--host", "a.test", "--time", "now"], /time/],
  ["a file that is not there", ["assess", "no-such-file.json"], /no-such-file/],
  ["a PEM file that is not there", ["assess", "--host", "a.test", "--sent", "no-such-file.pem"], /no-such-file/],
  ["a file that is no JSON", ["assess", "LICENSE"], /LICENSE/],
  ["a JSON file that is no export", ["assess", "package.json"], /tlscope-telemetry/],
  ["a file without PEM", ["assess", "--host", "a.test", "--sent", "LICENSE"], /LICENSE/],
];

for (const [what, args, says] of USAGE) {
  test(`bad usage: ${what}`, async () => {
    const { status, stdout, stderr } = await tlscope(args);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n\s+at /, "a sentence, not a stack");
  });
}

test("rules --json lists every rule", async () => {
  const { status, stdout } = await tlscope(["rules", "--json"]);
  assert.equal(status, 0);
  const rules = JSON.parse(stdout) as { id: string; severity: string; cap: string | null; citation: { document: string }; sameAs: string[] }[];
  assert.deepEqual(rules.map(({ id }) => id), EVERY_RULE.map(({ id }) => id));
  for (const { severity, cap, citation, sameAs } of rules) {
    assert.match(severity, /^(error|warning|notice)$/);
    assert.ok(cap === null || /^[A-FTM][+-]?$/.test(cap));
    assert.ok(citation.document.length > 0 && Array.isArray(sameAs));
  }
});

test("the report begins its findings with the cause, and counts as people do", async () => {
  const sent = file("alone.pem", toPem(leaf));
  const roots = file("other-root.pem", toPem(certificate({ subject: "Other", issuer: "Other", ca: true })));
  const told = async (...args: string[]): Promise<string> => (await tlscope(["assess", "--host", "www.example.test", "--time", TIME, "--sent", sent, ...args])).stdout;
  const severities = /^ {2}(error|warning|notice) +(\S+)/gm;
  const missing = Array.from((await told("--roots", roots)).matchAll(severities), ([, , rule]) => rule);
  assert.deepEqual(missing.slice(0, 2), ["chain/issuer-missing", "chain/incomplete"]);
  assert.equal(missing[2], "chain/untrusted");
  const own = file("its-own.pem", toPem(certificate({ subject: "www.example.test", issuer: "www.example.test", dns: ["www.example.test"] })));
  assert.match(await told("--sent", own, "--roots", own), /^ {2}Chain +valid, 1 certificate$/m);
});

test("a server that stands in the common name alone: the report says so, and clients that look there take it", async () => {
  const old = file("common-name.pem", toPem(certificate({ subject: "www.example.test", issuer: "www.example.test" })));
  const args = ["assess", "--host", "www.example.test", "--time", TIME, "--sent", old, "--roots", old, "--json"];
  const rules = async (client: string): Promise<string[]> => (JSON.parse((await tlscope([...args, "--client", client])).stdout) as Assessment).chain.errors.map(({ rule }) => rule);
  assert.deepEqual((await rules("browsers")).slice(0, 2), ["chain/name-mismatch", "chain/common-name-alone"]);
  assert.deepEqual(await rules("openssl"), []);
});

test("help is for a terminal of 80 columns, and names every option of each command", async () => {
  const whole = (await tlscope(["--help"])).stdout;
  for (const line of whole.split("\n")) assert.ok(line.length <= 80, line);
  const parsers: [command: string, parser: string][] = [
    ["assess", "cli/arguments.ts"], ["install-companion", "cli/companion/arguments.ts"], ["uninstall-companion", "cli/companion/arguments.ts"],
    ...["import", "record", "convert", "query", "probe", "anchors"].map((name): [string, string] => [name, `cli/${name}/arguments.ts`]),
  ];
  for (const [command, parser] of parsers) {
    const { stdout, status } = await tlscope([command, "--help"]);
    assert.equal(status, 0);
    assert.ok(stdout.length < whole.length && stdout.startsWith(`  tlscope ${command.replace("uninstall", "install")} `), command);
    const options = Array.from(readFileSync(parser, "utf8").matchAll(/"?([a-z-]+)"?: \{ type: "(?:boolean|string)"/g), ([, option]) => option ?? "");
    assert.ok(options.length > 0, parser);
    for (const option of options) assert.match(stdout, new RegExp(`--${option}(?![a-z-])`), `${command} --${option}`);
  }
  assert.equal((await tlscope(["toString", "--help"])).stdout, whole);
  assert.match((await tlscope(["record", "opera", "--", "--help"])).stderr, /opera/);
});

test("rules, --help and --version are for people", async () => {
  assert.match((await tlscope(["rules"])).stdout, /connection\/no-forward-secrecy +warning +B /);
  assert.match((await tlscope(["--help"])).stdout, /tlscope assess --jsonl/);
  assert.match((await tlscope(["--version"])).stdout, /^tlscope \d+\.\d+\.\d+\n$/);
});

test("the command itself, in a process of its own", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "cli/main.ts", "assess", "--jsonl"], { input: lines(good, bad), encoding: "utf8" });
  assert.equal(stderr, "");
  assert.equal(status, 1);
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => (JSON.parse(line) as Assessment).rating.grade), ["A+", "M"]);
});
