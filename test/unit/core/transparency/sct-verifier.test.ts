import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { before, test } from "node:test";
import * as pkijs from "pkijs";
import { SignatureVerifier } from "../../../../src/core/chain/signature.ts";
import { CT_LOGS } from "../../../../src/core/registry/ct-logs-data.ts";
import { MAX_VERIFIED_SCTS, SctVerifier } from "../../../../src/core/transparency/sct-verifier.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { certificatesFromPem } from "../../../../src/core/x509/pem.ts";
import { identity, issueCa, selfSigned, x509, type Identity } from "../../../../lab/pki/maker.ts";
import { readSuite, suiteMissing } from "../../../support/suites.ts";
import { issueLogged, logList, TransparencyLog } from "../../../support/transparency-log.ts";

const FIRST = new TransparencyLog("First");
const SECOND = new TransparencyLog("Second");
const STRANGER = new TransparencyLog("Stranger");
const KNOWN = logList([FIRST, SECOND]);
/** One that is not the only one, and stands in the middle of the extensions. */
const AROUND = { replace: [new x509.Extension("1.2.3.5", false, new Uint8Array([5, 0])), new x509.Extension("1.2.3.6", false, new Uint8Array([5, 0]))] };

let leaf: Identity, ca: Identity, root: Identity, otherCa: Identity;
let issuer: Certificate, impostor: Certificate;

before(async () => {
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto as Crypto }));
  [leaf, ca, root, otherCa] = await Promise.all([identity("leaf"), identity("CA"), identity("Root"), identity("CA")]);
  issuer = Certificate.parse((await issueCa(ca, root)).der);
  impostor = Certificate.parse((await selfSigned(otherCa)).der);
});

type Timestamps = Parameters<typeof issueLogged>[2];

async function issued(timestamps: Timestamps): Promise<Certificate> {
  return Certificate.parse((await issueLogged(leaf, ca, timestamps, AROUND)).der);
}

/** "valid", "invalid", or why nobody knows, of each timestamp. */
async function judged(certificate: Certificate, candidates: readonly Certificate[], verifier = new SctVerifier(KNOWN)): Promise<string[] | undefined> {
  const scts = await verifier.judge(certificate, candidates, new SignatureVerifier());
  return scts?.map(({ signature }) => signature.verdict === "unknown" ? signature.reason : signature.verdict);
}

async function pkijsSays(certificate: Certificate, by: Certificate, logs: readonly { id: string; key: string }[]): Promise<boolean[]> {
  const [subject, above] = [certificate, by].map(({ der }) => pkijs.Certificate.fromBER(der.slice().buffer));
  if (!subject || !above) throw new Error("No certificate.");
  return pkijs.verifySCTsForCertificate(subject, above, logs.map(({ id, key }) => ({ log_id: Buffer.from(id, "hex").toString("base64"), key })));
}

test("the timestamps of real certificates are valid by the keys of the registry, and pkijs finds the same", { skip: suiteMissing("x509-limbo.jsonl") }, async () => {
  const logs = CT_LOGS.map(([id, , , key]) => ({ id, key }));
  const counts = { valid: 0, log: 0 };
  for await (const { id, peer_certificate, untrusted_intermediates } of readSuite<{ id: string; peer_certificate: string; untrusted_intermediates: string[] }>("x509-limbo.jsonl")) {
    if (!id.startsWith("online::")) continue;
    const [certificate, ...above] = [peer_certificate, ...untrusted_intermediates].flatMap((pem) => certificatesFromPem(pem)).map((der) => Certificate.parse(der));
    const [by] = above;
    assert.ok(certificate && by);
    const verdicts = await judged(certificate, above, new SctVerifier()) ?? [];
    for (const verdict of verdicts) {
      assert.ok(verdict === "valid" || verdict === "log", `${id}: ${verdict}`);
      counts[verdict]++;
    }
    if (verdicts.length > 0 && verdicts.every((verdict) => verdict === "valid")) assert.deepEqual(await pkijsSays(certificate, by, logs), verdicts.map(() => true), id);
    // The same with a bit of the certificate turned that is no part of its form: the serial number's last.
    if (verdicts.includes("valid")) {
      const der = certificate.der.slice();
      const at = Buffer.from(der).indexOf(certificate.serialNumber) + certificate.serialNumber.length - 1;
      der[at] = (der[at] ?? 0) ^ 1;
      assert.deepEqual(await judged(Certificate.parse(der), above, new SctVerifier()), verdicts.map((verdict) => verdict === "valid" ? "issuer" : verdict), `${id}: the certificate's own signature is broken too, which proves no issuer`);
    }
  }
  assert.ok(counts.valid >= 7, `${counts.valid} timestamps of known logs`);
});

test("a log that is known made the signature; pkijs agrees", async () => {
  const certificate = await issued((tbs, hash) => [FIRST.sct(tbs, hash), SECOND.sct(tbs, hash, { extensions: Buffer.from("a leaf's index") })]);
  assert.deepEqual(await judged(certificate, [issuer]), ["valid", "valid"]);
  assert.deepEqual(await pkijsSays(certificate, issuer, [FIRST, SECOND].map(({ id, log }) => ({ id, key: log.key }))), [true, true]);
});

test("a signature over anything else is invalid", async () => {
  const other = await issued((tbs, hash) => [FIRST.sct(tbs, hash)]);
  const broken: Record<string, Timestamps> = {
    "another certificate's": (tbs, hash) => [FIRST.sct(tbs, hash, { tbs: other.tbs })],
    "another issuer's": (tbs, hash) => [FIRST.sct(tbs, hash, { issuerKeyHash: new Uint8Array(32) })],
    "another log's": (tbs, hash) => [Buffer.concat([Buffer.from([0]), Buffer.from(FIRST.id, "hex"), SECOND.sct(tbs, hash).subarray(33)])],
    "another time's": (tbs, hash) => [patched(FIRST.sct(tbs, hash), 40)],
    "with other extensions": (tbs, hash) => [patched(FIRST.sct(tbs, hash, { extensions: Buffer.from("x") }), 43)],
    "with a turned bit": (tbs, hash) => [patched(FIRST.sct(tbs, hash), -1)],
    "with another hash": (tbs, hash) => [FIRST.sct(tbs, hash, { hashAlgorithm: 5 })],
    "by the other algorithm": (tbs, hash) => [FIRST.sct(tbs, hash, { signatureAlgorithm: 1 })],
  };
  for (const [what, timestamps] of Object.entries(broken)) {
    assert.deepEqual(await judged(await issued(timestamps), [issuer]), ["invalid"], what);
    assert.deepEqual(await judged(await issued((tbs, hash) => [SECOND.sct(tbs, hash), ...timestamps(tbs, hash)]), [issuer]), ["valid", "invalid"], what);
  }
});

function patched(sct: Buffer, at: number): Buffer {
  const copy = Buffer.from(sct);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

test("who does not know the log or the issuer does not know", async () => {
  const certificate = await issued((tbs, hash) => [FIRST.sct(tbs, hash), STRANGER.sct(tbs, hash)]);
  assert.deepEqual(await judged(certificate, [issuer]), ["valid", "log"]);
  assert.deepEqual(await judged(certificate, []), ["issuer", "log"]);
  // The same name, another key: no issuer of this certificate.
  assert.deepEqual(await judged(certificate, [impostor]), ["issuer", "log"]);
  assert.deepEqual(await judged(certificate, [impostor, certificate, issuer]), ["valid", "log"]);
});

test("an invalid timestamp is told although the first certificate with the issuer's name is another's", async () => {
  const certificate = await issued((tbs, hash) => [FIRST.sct(tbs, hash, { issuerKeyHash: new Uint8Array(32) })]);
  assert.deepEqual(await judged(certificate, [impostor, issuer]), ["invalid"]);
});

test("two lists are none that anybody can check, and what is no list is nothing", async () => {
  const certificate = await issued((tbs, hash) => [FIRST.sct(tbs, hash)]);
  const list = new Uint8Array(certificate.extension(EXTENSION.signedCertificateTimestampList)?.value ?? []);
  const extension = (value: Uint8Array<ArrayBuffer>): x509.Extension => new x509.Extension(EXTENSION.signedCertificateTimestampList, false, value);
  const with_ = async (...extensions: x509.Extension[]): Promise<Certificate> => Certificate.parse((await issueLogged(leaf, ca, (tbs, hash) => [FIRST.sct(tbs, hash)], { replace: extensions })).der);
  assert.deepEqual(await judged(await with_(extension(list)), [issuer]), ["form"]);
  assert.equal(await judged(await with_(extension(new Uint8Array([5, 0]))), [issuer]), undefined);
});

test("no more than so many are verified", async () => {
  const certificate = await issued((tbs, hash) => Array.from({ length: MAX_VERIFIED_SCTS + 2 }, (_, i) => FIRST.sct(tbs, hash, { timestamp: Date.UTC(2026, 9, 1) + i })));
  assert.deepEqual(await judged(certificate, [issuer]), [...Array.from({ length: MAX_VERIFIED_SCTS }, () => "valid"), "budget", "budget"]);
});

test("what was found is remembered for a certificate and its issuers", async () => {
  const certificate = await issued((tbs, hash) => [FIRST.sct(tbs, hash)]);
  const verifier = new SctVerifier(KNOWN);
  const signatures = new SignatureVerifier();
  const found = await verifier.judge(certificate, [issuer], signatures);
  assert.equal(await verifier.judge(Certificate.parse(certificate.der), [issuer], signatures), found);
  assert.notEqual(await verifier.judge(certificate, [], signatures), found);
});
