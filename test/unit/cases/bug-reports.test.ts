// Inputs rebuilt from public bug reports, with what is right (../shared/cases/bug-reports).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import type { Assessment } from "../../../src/core/assessment.ts";
import { tlscope } from "../../support/command.ts";

const FOLDER = resolve("../shared/cases/bug-reports");
const skip = existsSync(FOLDER) ? false : "the folder ../shared/cases is missing";

async function judged(stem: string, { host = "www.example.test", roots = "roots.pem" }: { host?: string; roots?: string } = {}): Promise<{ assessment: Assessment; stderr: string }> {
  const file = (name: string): string => join(FOLDER, name);
  const { stdout, stderr } = await tlscope([
    "assess", "--host", host, "--sent", file(`${stem}.pem`), "--roots", file(roots), "--tls-version", "TLS 1.3", "--cipher-suite", "TLS_AES_128_GCM_SHA256", "--json",
  ]);
  return { assessment: JSON.parse(stdout) as Assessment, stderr };
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
