import assert from "node:assert/strict";
import { test } from "node:test";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { EXTENSION } from "../../../../src/core/x509/oids.ts";
import { tbsWithoutExtension } from "../../../../src/core/x509/without-extension.ts";
import { identity, issue, x509 } from "../../../../lab/pki/maker.ts";

const OID = "1.2.3.4";
const octets = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array([0x04, 0x82, length >> 8, length & 0xff, ...new Uint8Array(length).fill(0x5a)]);

test("the TBSCertificate is the one that would have been issued without the extension, wherever it stands and however long it is", async () => {
  const [leaf, ca] = await Promise.all([identity("leaf"), identity("CA")]);
  for (const length of [256, 300, 20_000]) {
    for (const position of [0, 1, 2]) {
      const others = [new x509.Extension("1.2.3.5", false, new Uint8Array([5, 0])), new x509.Extension("1.2.3.6", true, new Uint8Array([5, 0]))];
      const options = { serial: "4a17", replace: others };
      const without = Certificate.parse((await issue(leaf, ca, options)).der);
      const replace = [...others.slice(0, position), new x509.Extension(OID, false, octets(length)), ...others.slice(position)];
      const certificate = Certificate.parse((await issue(leaf, ca, { ...options, replace })).der);
      assert.deepEqual(tbsWithoutExtension(certificate, OID), new Uint8Array(without.tbs));
    }
  }
});

test("nothing where the extension is not there, is there twice, or is the only one", async () => {
  const [leaf, ca] = await Promise.all([identity("leaf"), identity("CA")]);
  const one = (): x509.Extension => new x509.Extension(OID, false, octets(256));
  const plain = Certificate.parse((await issue(leaf, ca)).der);
  assert.equal(tbsWithoutExtension(plain, OID), undefined);
  assert.equal(tbsWithoutExtension(Certificate.parse((await issue(leaf, ca, { replace: [one(), one()] })).der), OID), undefined);
  const omit = plain.extensions.map(({ oid }) => oid);
  const alone = Certificate.parse((await issue(leaf, ca, { omit, replace: [one()] })).der);
  assert.deepEqual(alone.extensions.map(({ oid }) => oid), [OID]);
  assert.equal(tbsWithoutExtension(alone, OID), undefined);
  assert.ok(!omit.includes(EXTENSION.signedCertificateTimestampList));
});
