// Faults that were told by another name than their own.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { AnchorList } from "../../../../src/core/chain/anchor-set.ts";
import { assessChain } from "../../../../src/core/chain/assess-chain.ts";
import { CHROMIUM } from "../../../../src/core/chain/clients/chromium.ts";
import { FIREFOX } from "../../../../src/core/chain/clients/firefox.ts";
import { GNUTLS } from "../../../../src/core/chain/clients/gnutls.ts";
import type { ClientRules } from "../../../../src/core/chain/clients/rules.ts";
import { STRICT } from "../../../../src/core/chain/clients/strict.ts";
import type { PresentedCertificate } from "../../../../src/core/chain/presented.ts";
import { parseServerName } from "../../../../src/core/chain/server-name.ts";
import { checkCertificate } from "../../../../src/core/chain/validate/certificate.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { integerHex } from "../../../../src/core/x509/integer-hex.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { identity, issue, issueCa, NOW, selfSigned, type Identity } from "../../../../lab/pki/maker.ts";
import { readable } from "../../../../lab/pki/presented.ts";
import { bytes, certificate as certificateOf, name, oid, sequence, tlv, VALIDITY } from "../x509/support/der.ts";
import { certificate } from "../../support/certificates.ts";

const HOST = "www.example.test";
let rootId: Identity;
let root: PresentedCertificate;

before(async () => {
  rootId = await identity("Root");
  root = await selfSigned(rootId);
});

/** Rules and parameters of what is wrong, and of what is advice. */
async function faultsOf(sent: PresentedCertificate[], { host = HOST, anchor = root, rules }: { host?: string; anchor?: PresentedCertificate; rules?: ClientRules } = {}): Promise<[errors: string[][], advice: string[][]]> {
  const { errors, advice } = await assessChain({ host, time: NOW, sent, anchors: new AnchorList(readable([anchor]), "added"), ...(rules === undefined ? {} : { rules }) });
  const texts = (of: typeof errors): string[][] => of.map(({ rule, params }) => [rule, ...params]);
  return [texts(errors), texts(advice)];
}

test("an anchor that has expired is named, and is not the server's to renew", async () => {
  const old = await selfSigned(rootId, { notAfter: "2026-11-01T00:00:00Z" });
  const leaf = await issue(await identity("Leaf"), rootId);
  const [errors] = await faultsOf([leaf], { anchor: old });
  assert.deepEqual(errors, [["chain/anchor-expired", "CN=Root", "2026-11-01 00:00:00 UTC", "2026-11-21 12:00:00 UTC"]]);
});

test("a chain is too long for Firefox from seven intermediates on, and for Chromium it is not", async () => {
  const chain: PresentedCertificate[] = [];
  let issuer = rootId;
  for (let i = 1; i <= 8; i++) {
    const own = await identity(`CA ${String(i)}`);
    chain.unshift(await issueCa(own, issuer));
    issuer = own;
    const leaf = await issue(await identity("Leaf"), own);
    const expected = i > 6 ? [["chain/too-many-intermediates", "Firefox", "6"]] : [];
    for (const rules of [FIREFOX, undefined]) assert.deepEqual((await faultsOf([leaf, ...chain], rules === undefined ? {} : { rules }))[0], expected, `${String(i)} intermediates`);
    assert.deepEqual((await faultsOf([leaf, ...chain], { rules: CHROMIUM }))[0], []);
  }
});

test("more certificates than GnuTLS reads are no bound that a CA set", async () => {
  const leaf = await issue(await identity("Leaf"), rootId);
  const sent = [leaf, ...Array.from({ length: 16 }, () => root)];
  assert.deepEqual((await faultsOf(sent, { rules: GNUTLS }))[0], [["chain/too-many-sent", "GnuTLS", "16", "17"]]);
});

test("a wildcard with one label makes Firefox refuse the whole certificate, unless the host's name stands before it", async () => {
  const id = await identity("Leaf");
  const of = (...dns: string[]) => issue(id, rootId, { dns });
  const said = [["chain/one-label-wildcard", "*.localhost"]];
  for (const [dns, host, firefox] of [
    [["*.localhost", "a.localhost"], "a.localhost", said],
    [["a.localhost", "*.localhost"], "a.localhost", []],
    [["*.localhost", "www.example.test"], HOST, said],
    [["*.dev.localhost"], "a.dev.localhost", []],
  ] as const) {
    const sent = [await of(...dns)];
    assert.deepEqual((await faultsOf(sent, { host, rules: FIREFOX }))[0], firefox, dns.join(" "));
    assert.deepEqual((await faultsOf(sent, { host }))[0], firefox, dns.join(" "));
    assert.deepEqual((await faultsOf(sent, { host, rules: CHROMIUM }))[0], [], dns.join(" "));
  }
  const [errors] = await faultsOf([await of("*.localhost")], { host: "a.localhost" });
  assert.deepEqual(errors.map(([rule]) => rule), ["chain/one-label-wildcard", "chain/name-mismatch"]);
});

test("a common name in Unicode that is one of the names is told apart from one that is not", async () => {
  const advice = async (common: string, dns: string[]) => (await faultsOf([await issue(await identity(common), rootId, { dns })], { host: dns[0] ?? "" }))[1];
  assert.deepEqual(await advice("bücher.example", ["xn--bcher-kva.example"]), [["chain/common-name-unicode", "bücher.example", "xn--bcher-kva.example"]]);
  assert.deepEqual(await advice("*.bücher.example", ["*.xn--bcher-kva.example"]), [["chain/common-name-unicode", "*.bücher.example", "*.xn--bcher-kva.example"]]);
  assert.deepEqual(await advice("bäcker.example", ["xn--bcher-kva.example"]), [["chain/common-name", "bäcker.example"]]);
});

test("an algorithm with parameters that it must not have is refused for these", () => {
  const NULL = tlv(0x05);
  const sha = (last: number): Uint8Array => sequence(oid(`2.16.840.1.101.3.4.2.${String(last)}`), NULL);
  const pss = (hash: number, mask: number, salt: number): Uint8Array => sequence(oid("1.2.840.113549.1.1.10"), sequence(
    tlv(0xa0, sha(hash)), tlv(0xa1, sequence(oid("1.2.840.113549.1.1.8"), sha(mask))), tlv(0xa2, tlv(0x02, salt)),
  ));
  const cases: [Uint8Array, string[]][] = [
    [sequence(oid("1.2.840.10045.4.3.2"), NULL), ["ecdsa-with-SHA256", "NULL"]],
    [sequence(oid("1.2.840.113549.1.1.11"), tlv(0x02, 5)), ["sha256WithRSAEncryption", "020105"]],
    [sequence(oid("1.3.101.112"), NULL), ["Ed25519", "NULL"]],
    [pss(1, 2, 32), ["RSASSA-PSS", "SHA-256, MGF1 SHA-384, saltLength 32"]],
    [pss(1, 1, 20), ["RSASSA-PSS", "SHA-256, MGF1 SHA-256, saltLength 20"]],
  ];
  for (const [algorithm, params] of cases) {
    const parsed = Certificate.parse(certificateOf({ validity: VALIDITY, tbsSignatureAlgorithm: algorithm, signatureAlgorithm: algorithm, issuer: name("CA") }));
    const found = checkCertificate(parsed, { position: "intermediate", time: NOW, host: HOST, serverName: parseServerName(HOST) });
    assert.deepEqual(found.filter(({ rule }) => rule === "chain/algorithm-parameters").map((fault) => fault.params), [params]);
    assert.equal(found.some(({ rule }) => rule === "chain/unsupported-algorithm"), false);
  }
});

test("a negative serial number is shown as negative", () => {
  for (const [octets, text] of [[[0xfb], "-05"], [[0xff, 0x7f], "-0081"], [[0x80], "-80"], [[0x80, 0x00], "-8000"], [[0x05], "05"], [[0x00, 0xfb], "00fb"], [[], ""]] as const) {
    assert.equal(integerHex(bytes(octets)), text);
  }
  const negative = certificateOf({ validity: VALIDITY, serialNumber: tlv(0x02, 0xfb), issuer: name("CA") });
  assert.equal(summarize(negative).serialNumber, "-05");
  const found = checkCertificate(Certificate.parse(negative), { position: "leaf", time: NOW, host: HOST, serverName: parseServerName(HOST) });
  assert.deepEqual(found.find(({ rule }) => rule === "chain/serial-number")?.params, ["-05"]);
  assert.equal(summarize(certificate({ serial: 0x1234 })).serialNumber, "1234");
});

test("strict rules let one-label wildcards be: a rule of names has them", async () => {
  const leaf = await issue(await identity("Leaf"), rootId, { dns: ["*.localhost", HOST] });
  assert.deepEqual((await faultsOf([leaf], { rules: STRICT }))[0].filter(([rule]) => rule === "chain/one-label-wildcard"), []);
});
