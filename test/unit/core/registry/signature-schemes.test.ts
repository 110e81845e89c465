import assert from "node:assert/strict";
import { test } from "node:test";
import { allSignatureSchemes, signatureSchemeById, signatureSchemeByName } from "../../../../src/core/registry/signature-schemes.ts";

const SCHEMES: [name: string, id: number | undefined, weak: boolean, firefox: string][] = [
  ["ecdsa_secp256r1_sha256", 0x0403, false, "ECDSA-P256-SHA256"],
  ["ecdsa_secp384r1_sha384", 0x0503, false, "ECDSA-P384-SHA384"],
  ["ecdsa_secp521r1_sha512", 0x0603, false, "ECDSA-P521-SHA512"],
  ["ecdsa_sha1", 0x0203, true, "ECDSA-SHA1"],
  ["rsa_pss_rsae_sha256", 0x0804, false, "RSA-PSS-SHA256"],
  ["rsa_pss_rsae_sha512", 0x0806, false, "RSA-PSS-SHA512"],
  ["rsa_pkcs1_sha256", 0x0401, false, "RSA-PKCS1-SHA256"],
  ["rsa_pkcs1_sha1", 0x0201, true, "RSA-PKCS1-SHA1"],
  ["rsa_pkcs1_md5_sha1", undefined, true, "RSA-PKCS1-SHA1MD5"],
  ["mldsa65", 0x0905, false, "ML-DSA-65"],
];

for (const [name, id, weak, firefox] of SCHEMES) {
  test(`signature scheme ${name}`, () => {
    const scheme = signatureSchemeByName(name);
    assert.equal(scheme?.name, name);
    assert.equal(scheme.id, id);
    assert.equal(scheme.weak, weak);
    assert.equal(signatureSchemeByName(firefox), scheme);
    if (id !== undefined) assert.equal(signatureSchemeById(id), scheme);
  });
}

test("what names no scheme is none, and code points are unique", () => {
  for (const name of ["", "none", "unknown signature", "constructor", "__proto__"]) assert.equal(signatureSchemeByName(name), undefined);
  assert.equal(signatureSchemeById(0x0a0a), undefined);
  const ids = allSignatureSchemes().map(({ id }) => id).filter((id) => id !== undefined);
  assert.equal(new Set(ids).size, ids.length);
});
