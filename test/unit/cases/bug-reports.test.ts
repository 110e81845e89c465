// Inputs rebuilt from public bug reports, with what is right (../shared/cases/bug-reports).
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:tls";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { x509 } from "../../../lab/pki/maker.ts";
import type { Assessment } from "../../../src/core/assessment.ts";
import { toPem } from "../../../src/core/x509/pem.ts";
import { tlscope } from "../../support/command.ts";
import { testPki } from "../companion/servers.ts";

const FOLDER = resolve("../shared/cases/bug-reports");
const skip = existsSync(FOLDER) ? false : "the folder ../shared/cases is missing";

/** Which cases a test was asked for. */
const tried = new Set<string>();

/** What the popup shows is drawn from the assessment; the terminal's report has each of its errors, word for word. */
async function judged(stem: string, { host = "www.example.test", roots = "roots.pem" }: { host?: string; roots?: string } = {}): Promise<{ assessment: Assessment; stderr: string; report: string }> {
  tried.add(stem.slice(0, 2));
  const file = (name: string): string => join(FOLDER, name);
  const args = ["assess", "--host", host, "--sent", file(`${stem}.pem`), "--roots", file(roots), "--tls-version", "TLS 1.3", "--cipher-suite", "TLS_AES_128_GCM_SHA256"];
  const { stdout, stderr } = await tlscope([...args, "--json"]);
  const assessment = JSON.parse(stdout) as Assessment;
  const { stdout: report } = await tlscope(args);
  for (const { rule, message } of assessment.chain.errors) assert.ok(report.includes(rule) && report.includes(message), `${rule} in\n${report}`);
  return { assessment, stderr, report };
}

/** What a probe says of a server with this certificate, as the assessment that the popup is drawn from and as the terminal shows it. */
async function probed(number: string, extensions: x509.Extension[]): Promise<{ assessment: Assessment; report: string }> {
  tried.add(number);
  const pki = await testPki("localhost");
  const { der, key } = await pki.leaf({ dns: ["localhost"], replace: extensions });
  const folder = await mkdtemp(join(tmpdir(), "bug-reports-"));
  const server = createServer({ key, cert: [der, ...pki.chain.slice(1)].map((each) => toPem(each)).join("") });
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  try {
    await writeFile(join(folder, "root.pem"), pki.rootPem);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const args = ["probe", `localhost:${String(port)}`, "--connect", `127.0.0.1:${String(port)}`, "--anchors", join(folder, "root.pem")];
    const { stdout } = await tlscope([...args, "--json"]);
    const { stdout: report } = await tlscope(args);
    return { assessment: JSON.parse(stdout) as Assessment, report };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function messages({ chain }: Assessment): Record<string, string> {
  return Object.fromEntries(chain.errors.map(({ rule, message }) => [rule, message]));
}

test("a missing intermediate is named, with its place in the file", { skip }, async () => {
  const { assessment } = await judged("03-incomplete-message");
  const expected = "The certificate of CN=Middle CA,O=Test Org,C=XX, the CA that issued CN=Issuing CA,O=Test Org,C=XX, was not sent and is not a trust anchor. In the file it belongs right after that certificate.";
  assert.ok(messages(assessment)["chain/issuer-missing"]?.startsWith(expected), JSON.stringify(messages(assessment)));
});

test("a private root with an extended key usage is trusted", { skip }, async () => {
  const { assessment } = await judged("04-root-with-eku", { host: "localhost", roots: "04-root-with-eku.roots.pem" });
  assert.deepEqual([assessment.chain.verdict, messages(assessment)], ["valid", {}]);
});

test("OpenSSL's TRUSTED CERTIFICATE is read, as anchor and as sent, and its trust data is said to be left out", { skip }, async () => {
  const { assessment, stderr } = await judged("06-trusted-certificate", { roots: "06-trusted-certificate.roots.pem" });
  assert.deepEqual([assessment.chain.verdict, messages(assessment)], ["valid", {}]);
  assert.match(stderr, /06-trusted-certificate\.roots\.pem: certificate 1 is OpenSSL's TRUSTED CERTIFICATE: .* bytes after it/);
});

test("an address that stands as a DNS name is told apart from a name that is missing", { skip }, async () => {
  const { assessment } = await judged("07-address-as-dns-name", { host: "127.0.0.1" });
  assert.equal(messages(assessment)["chain/address-as-dns-name"], "The certificate has 127.0.0.1 as a DNS name. An address counts only as an iPAddress.");
});

test("a CA whose key was renewed is no forgery: the certificate of its other key is missing", { skip }, async () => {
  const { assessment } = await judged("08-same-name-other-key");
  assert.deepEqual(Object.keys(messages(assessment)), ["chain/issuer-other-key", "chain/untrusted"]);
});

test("an issuer without a name is named as that", { skip }, async () => {
  const { assessment } = await judged("13-empty-issuer", { host: "dev.example.test" });
  assert.equal(messages(assessment)["chain/issuer-nameless"], "The certificate names no issuer: the field is empty.");
  assert.equal("chain/issuer-missing" in messages(assessment), false);
});

test("a key that may only encipher keys is no key for TLS 1.3", { skip }, async () => {
  const { assessment } = await judged("01-key-encipherment-only");
  assert.equal(assessment.findings.find(({ rule }) => rule === "connection/key-usage")?.message, "The handshake needed digitalSignature; the certificate’s key usage has: keyEncipherment");
});

test("a constraint on mailboxes holds for an SmtpUTF8Mailbox", { skip }, async () => {
  const { assessment } = await judged("12-smtputf8-name-constraint");
  assert.deepEqual(Object.keys(messages(assessment)), ["chain/name-constraints"]);
});

test("letters in a BMPString are no control characters", { skip }, async () => {
  const { assessment } = await judged("05-bmpstring-subject");
  assert.deepEqual(assessment.findings.map(({ rule }) => rule).filter((rule) => rule === "certificate/subject-control-characters"), []);
});

test("a certificate that promises a stapled answer, of a server that staples none: a finding, and Firefox refuses", async () => {
  const { assessment, report } = await probed("02", [new x509.Extension("1.3.6.1.5.5.7.1.24", false, Uint8Array.from([0x30, 0x03, 0x02, 0x01, 0x05]))]);
  const finding = assessment.findings.find(({ rule }) => rule === "connection/staple-missing");
  assert.ok(finding !== undefined, JSON.stringify(assessment.findings.map(({ rule }) => rule)));
  assert.equal(assessment.chain.verdict, "invalid");
  assert.deepEqual(Object.keys(messages(assessment)), ["chain/tls-feature"]);
  assert.ok(report.includes("connection/staple-missing") && report.includes(finding.message), report);
  assert.match(report, /Stapled OCSP +none/);
});

test("a server whose key may only encipher keys, over TLS 1.3: a finding in the terminal", async () => {
  const { assessment, report } = await probed("01", [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyEncipherment, true)]);
  const finding = assessment.findings.find(({ rule }) => rule === "connection/key-usage");
  assert.equal(finding?.message, "The handshake needed digitalSignature; the certificate’s key usage has: keyEncipherment");
  assert.ok(report.includes("connection/key-usage") && report.includes(finding.message), report);
});

test("every case that was handed over is one of these", { skip }, () => {
  const cases = readdirSync(FOLDER).flatMap((name) => /^\d\d/.exec(name)?.[0] ?? []);
  assert.deepEqual([...tried].sort(), [...new Set(cases)].sort());
});
