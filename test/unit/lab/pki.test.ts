import assert from "node:assert/strict";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { before, describe, test } from "node:test";
import type { CertificateReference } from "../../../lab/case.ts";
import { cases } from "../../../lab/cases/index.ts";
import { HOSTILE_TEXT, authorityCertificates } from "../../../lab/pki/authorities.ts";
import type { AuthorityName } from "../../../lab/pki/authorities.ts";
import { makePki } from "../../../lab/pki/index.ts";
import type { Pki } from "../../../lab/pki/index.ts";

const DAY = 86_400_000;
/** Any time will do; the certificates count from it. */
const now = Date.UTC(2031, 4, 17, 12, 30, 15, 250);

let pki: Pki;
before(async () => {
  pki = await makePki({ cases, now, caIssuersOrigin: "http://aia.test:8080" });
});

const read = (host: string, reference: CertificateReference) => new X509Certificate(pki.certificate(host, reference));
const authority = (name: AuthorityName) => new X509Certificate(pki.authority(name));
const withLeaf = cases.filter(({ certificate }) => certificate !== undefined);

test("each certificate on an expected path is signed by the next, and the last by itself", () => {
  for (const { host, expect, certificate } of withLeaf) {
    const path = (expect.finalHost === undefined && certificate !== undefined ? (expect.path ?? []) : []).map((reference) => read(host, reference));
    for (const [index, each] of path.entries()) {
      const issuer = path[index + 1] ?? each;
      assert.ok(each.checkIssued(issuer), `${host}: ${each.subject} by ${issuer.subject}`);
      assert.ok(each.verify(issuer.publicKey), `${host}: signature on ${each.subject}`);
    }
  }
});

test("authorities are what the table says: who signed whom", () => {
  assert.deepEqual(new Set(pki.authorities), new Set(Object.keys(authorityCertificates)), "the whole table needs every authority");
  for (const [name, { of, by }] of Object.entries(authorityCertificates) as [AuthorityName, { of: AuthorityName; by: AuthorityName }][]) {
    assert.ok(authority(name).verify(authority(by).publicKey), name);
    assert.equal(authority(name).publicKey.equals(authority(of).publicKey), true, name);
    assert.equal(authority(name).ca, true, name);
  }
});

test("no key and no serial number is used twice", () => {
  const leaves = withLeaf.map(({ host }) => read(host, "leaf"));
  assert.equal(new Set(leaves.map((leaf) => leaf.publicKey.export({ format: "der", type: "spki" }).toString("hex"))).size, leaves.length);
  const all = [...leaves, ...(Object.keys(authorityCertificates) as AuthorityName[]).map(authority)];
  assert.equal(new Set(all.map(({ serialNumber }) => serialNumber)).size, all.length);
  // BR 7.1: positive, at least 64 random bits, less than 2^159: here 16 bytes whose first bit is 0.
  for (const { serialNumber } of all) assert.match(serialNumber, /^[4-7][0-9A-F]{31}$/);
});

test("the private key of a host is that of its certificate", () => {
  for (const { host } of withLeaf) {
    const key = createPrivateKey({ key: Buffer.from(pki.key(host).pkcs8), format: "der", type: "pkcs8" });
    assert.ok(read(host, "leaf").checkPrivateKey(key), host);
  }
});

test("a validity counts from the lab's start, and lasts the days that it says, both ends included", () => {
  const { validFrom, validTo } = read("valid-800-days.test", "leaf");
  assert.equal(Date.parse(validFrom), now - 10 * DAY - 250);
  assert.equal(Date.parse(validTo) - Date.parse(validFrom) + 1000, 800 * DAY);
  assert.ok(Date.parse(read("expired.test", "leaf").validTo) < now);
  assert.ok(Date.parse(read("not-yet-valid.test", "leaf").validFrom) > now);
});

test("names are those of the recipe", () => {
  assert.equal(read("thousand-names.test", "leaf").subjectAltName?.split(", ").length, 1000);
  assert.equal(read("wrong-name.test", "leaf").checkHost("wrong-name.test"), undefined);
  assert.equal(read("wrong-name.test", "leaf").checkHost("www.wrong-name.test"), "www.wrong-name.test");
  assert.equal(read("too.deep.wildcard.test", "leaf").checkHost("too.deep.wildcard.test"), undefined);
  assert.notEqual(read("www.wildcard.test", "leaf").checkHost("www.wildcard.test"), undefined);
  for (const { host, certificate } of withLeaf) {
    if (certificate?.names === undefined) assert.equal(read(host, "leaf").checkHost(host), host);
  }
});

test("hostile text stands in subject and issuer unchanged, as UTF-8", () => {
  const leaf = Buffer.from(pki.certificate("hostile-text.test", "leaf"));
  const text = Buffer.from(HOSTILE_TEXT);
  const first = leaf.indexOf(text);
  assert.ok(first > 0);
  assert.ok(leaf.indexOf(text, leaf.indexOf(text, first + 1) + 1) > 0, "issuer O, issuer CN and subject O");
});

describe("keys and signatures are those of the recipe", () => {
  const expected = {
    "key-rsa1024.test": ["rsa", 1024], "key-rsa2048.test": ["rsa", 2048], "key-rsa4096.test": ["rsa", 4096],
    "key-p256.test": ["ec", "prime256v1"], "key-p384.test": ["ec", "secp384r1"], "key-ed25519.test": ["ed25519", undefined],
  } as const;
  for (const [host, [type, size]] of Object.entries(expected)) {
    test(host, () => {
      const { asymmetricKeyType, asymmetricKeyDetails } = read(host, "leaf").publicKey;
      assert.deepEqual([asymmetricKeyType, asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve], [type, size]);
    });
  }

  test("SHA-1 where the case asks for it, and nowhere else", () => {
    const sha1WithRsa = Buffer.from("06092a864886f70d010105", "hex");
    for (const { host } of withLeaf) assert.equal(Buffer.from(pki.certificate(host, "leaf")).includes(sha1WithRsa), host === "sha1.test", host);
  });
});

test("the issuer's address is in the leaf where the case asks for it, and nowhere else", () => {
  for (const { host } of withLeaf) {
    const { infoAccess } = read(host, "leaf");
    if (host === "chain-fetchable.test") assert.equal(infoAccess?.trim(), "CA Issuers - URI:http://aia.test:8080/ca/issuing-fetchable.cer");
    else assert.equal(infoAccess, undefined, host);
  }
});
