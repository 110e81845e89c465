// tlscope assess --client: whose verdict it is, a row for each client, and what would make all accept.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { after, before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { run } from "../../../cli/run.ts";
import type { PresentedCertificate } from "../../../src/core/chain/presented.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { identity, issue, issueCa, selfSigned, x509 } from "../../../lab/pki/maker.ts";

const HOST = "www.example.test";
const TIME = "2026-11-21T12:00:00Z";
const folder = mkdtempSync(join(tmpdir(), "tlscope-clients-cli-"));
after(() => rmSync(folder, { recursive: true }));

const ajv = new Ajv2020({ strict: true, strictRequired: false });
addFormats(ajv);
const validAssessment = ajv.compile(JSON.parse(readFileSync("schema/assessment-1.schema.json", "utf8")) as object);

let root: PresentedCertificate, ca: PresentedCertificate, leaf: PresentedCertificate, otherForm: PresentedCertificate;
before(async () => {
  const [rootId, caId, leafId] = await Promise.all([identity("Root"), identity("CA"), identity(HOST)]);
  [root, ca, leaf, otherForm] = await Promise.all([
    selfSigned(rootId), issueCa(caId, rootId), issue(leafId, caId), issue(leafId, caId, { replace: [new x509.ExtendedKeyUsageExtension(["2.5.29.37.0"])] }),
  ]);
});

function pem(name: string, ...certificates: readonly PresentedCertificate[]): string {
  const path = join(folder, name);
  writeFileSync(path, certificates.map(({ der }) => toPem(der)).join(""));
  return path;
}

async function assess(sent: readonly PresentedCertificate[], ...args: string[]): Promise<{ status: number; stdout: string }> {
  let stdout = "";
  const out = new Writable({
    write(chunk, _encoding, done) {
      stdout += String(chunk);
      done();
    },
  });
  const status = await run(["assess", "--host", HOST, "--time", TIME, "--roots", pem("roots.pem", root), "--sent", pem("sent.pem", ...sent), ...args], { stdin: Readable.from([]), stdout: out, stderr: new Writable({ write: (_chunk, _encoding, done) => { done(); } }) });
  return { status, stdout };
}

async function verdict(sent: readonly PresentedCertificate[], client?: string): Promise<string> {
  const { stdout } = await assess(sent, "--json", ...client === undefined ? [] : ["--client", client]);
  return (JSON.parse(stdout) as Assessment).chain.verdict;
}

test("the verdict is that of the client that is named, and by default what both browsers accept", async () => {
  const sent = [otherForm, ca];
  const verdicts: Record<string, string> = {};
  for (const client of ["browsers", "firefox", "chromium", "openssl", "gnutls", "go", "java", "strict", "curl", "python", "node", "wget", "apple", "all"]) verdicts[client] = await verdict(sent, client);
  assert.deepEqual(verdicts, {
    browsers: "invalid", firefox: "invalid", chromium: "valid", openssl: "invalid", gnutls: "valid", go: "valid", java: "valid", strict: "invalid",
    curl: "invalid", python: "invalid", node: "invalid", wget: "valid", apple: "unknown", all: "invalid",
  });
  assert.equal(await verdict(sent), "invalid");
  assert.equal(await verdict([leaf, ca]), "valid");
});

test("what only the strict rules refuse is a notice, and neither verdict nor grade hangs on it", async () => {
  const [rootId, leafId] = await Promise.all([identity("Root"), identity(HOST)]);
  root = await selfSigned(rootId);
  const own = await issue(leafId, rootId, { omit: ["2.5.29.35"] });
  const { status, stdout } = await assess([own], "--json", "--tls-version", "TLS 1.3", "--cipher-suite", "TLS_AES_128_GCM_SHA256");
  const { chain, rating, findings } = JSON.parse(stdout) as Assessment;
  assert.deepEqual([status, chain.verdict, chain.errors], [0, "valid", []]);
  assert.equal(findings.find(({ rule }) => rule === "chain/key-identifier")?.severity, "notice");
  assert.ok(rating.grade !== "T" && !rating.caps.some(({ rule }) => rule === "chain/key-identifier"));
  const strict = await assess([own], "--json", "--client", "strict");
  assert.equal(strict.status, 1);
  assert.deepEqual((JSON.parse(strict.stdout) as Assessment).chain.errors.map(({ rule }) => rule), ["chain/key-identifier"]);
});

test("all gives a row for each client, as the schema says, and no other gives any", async () => {
  const [rootId, caId, leafId] = await Promise.all([identity("Root"), identity("CA"), identity(HOST)]);
  root = await selfSigned(rootId);
  const middle = await issueCa(caId, rootId);
  const end = await issue(leafId, caId);
  const { stdout } = await assess([end], "--json", "--client", "all", "--built", pem("built.pem", end, middle, root));
  const assessment = JSON.parse(stdout) as Assessment;
  assert.ok(validAssessment(assessment), JSON.stringify(validAssessment.errors));
  const rows = Object.fromEntries((assessment.clients ?? []).map((row) => [row.client, row]));
  assert.deepEqual(Object.keys(rows), ["firefox", "chromium", "openssl", "gnutls", "go", "java", "curl", "python", "node", "wget", "apple", "android", "microsoft"]);
  // Browsers remember intermediates; nobody else has what was not sent.
  assert.deepEqual([rows["firefox"]?.verdict, rows["chromium"]?.verdict, rows["openssl"]?.verdict, rows["java"]?.verdict], ["accepts", "accepts", "refuses", "refuses"]);
  assert.deepEqual([rows["curl"]?.reasons[0]?.rule, rows["curl"]?.error], ["chain/issuer-missing", "unable to get local issuer certificate"]);
  assert.deepEqual([rows["apple"]?.rules, rows["apple"]?.verdict], ["store", "unknown"]);
  assert.deepEqual([assessment.clientRemedy?.rule, assessment.clientRemedy?.add?.sha256], ["chain/issuer-missing", middle.sha256]);
  const text = await assess([end], "--client", "all", "--built", pem("built.pem", end, middle, root));
  assert.match(text.stdout, /curl 7\.88 \(OpenSSL 3\.0\) +refuses +chain\/issuer-missing/);
  assert.ok(text.stdout.includes("BEGIN CERTIFICATE"));
  assert.equal((JSON.parse((await assess([end], "--json", "--client", "go")).stdout) as Assessment).clients, undefined);
});

test("a client that is not known is bad usage", async () => {
  assert.equal((await assess([leaf, ca], "--client", "netscape")).status, 2);
});
