import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { certificatesInFile } from "../../../../src/core/x509/certificate-file.ts";
import { DerError } from "../../../../src/core/x509/der/error.ts";
import { PemError, toPem } from "../../../../src/core/x509/pem.ts";
import { certificate } from "../../support/certificates.ts";
import { oid as dotted, sequence, tlv } from "./support/der.ts";

const one = certificate({});
const other = certificate({ serial: 7 });
const text = (pem: string): Uint8Array => new TextEncoder().encode(pem);
const utf16 = (pem: string, littleEndian: boolean, mark: boolean): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(2 * pem.length + (mark ? 2 : 0)));
  if (mark) bytes.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < pem.length; i++) bytes.setUint16(2 * i + (mark ? 2 : 0), pem.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
};
const element = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = parts.flatMap((part) => [...part]);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Uint8Array.from([tag, ...length, ...content]);
};
const oid = (...octets: number[]): Uint8Array => element(6, Uint8Array.from(octets));
const signedData = (...certificates: Uint8Array[]): Uint8Array => element(0x30, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2), element(0xa0, element(0x30,
  element(2, Uint8Array.of(1)), element(0x31), element(0x30, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1)), element(0xa0, ...certificates), element(0x31))));

test("a PKCS #12 file and a private key are told from a certificate that cannot be read", () => {
  const pfx = element(0x30, element(2, Uint8Array.of(3)), element(0x30, oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1)));
  assert.throws(() => certificatesInFile(pfx), (error) => error instanceof PemError && error.code === "pem-none" && /PKCS #12/.test(error.message));
  const cut = one.subarray(0, one.length - 20);
  assert.deepEqual(certificatesInFile(cut).certificates, [cut]);
});

const both = toPem(one) + toPem(other);
const forms: [name: string, bytes: Uint8Array, expected: Uint8Array[]][] = [
  ["PEM", text(both), [one, other]],
  ["PEM in UTF-16, little-endian with a mark", utf16(both, true, true), [one, other]],
  ["PEM in UTF-16, big-endian with a mark", utf16(both, false, true), [one, other]],
  ["PEM in UTF-16 without a mark", utf16(both, true, false), [one, other]],
  ["PEM with its line breaks written out, in quotes", text(JSON.stringify(both)), [one, other]],
  ["DER", one, [one]],
  ["PKCS #7 as DER", signedData(one, other), [one, other]],
  ["PKCS #7 as PEM", text(toPem(signedData(one, other), "PKCS7")), [one, other]],
  ["TRUSTED CERTIFICATE", text(toPem(Uint8Array.from([...one, 0x30, 0x03, 0x0c, 0x01, 0x61]), "TRUSTED CERTIFICATE")), [one]],
];
for (const [name, bytes, expected] of forms) {
  test(`reads ${name}`, () => assert.deepEqual(certificatesInFile(bytes).certificates.map((der) => [...der]), expected.map((der) => [...der])));
}

test("says how many bytes of trust data it left out, and nothing where there is none", () => {
  const trusted = (...data: number[]): Uint8Array => text(toPem(Uint8Array.from([...one, ...data]), "TRUSTED CERTIFICATE"));
  assert.deepEqual(certificatesInFile(trusted(0x30, 0)).notes.map(({ code, certificate: number, bytes }) => [code, number, bytes]), [["trust-data", 1, 2]]);
  assert.deepEqual(certificatesInFile(trusted()).notes, []);
});

test("names the purposes of trust data, trusted and rejected, and none where the data is no trust data", () => {
  const said = (data: Uint8Array): string | undefined => /is trusted for(.*) were left out/.exec(certificatesInFile(text(toPem(Uint8Array.from([...one, ...data]), "TRUSTED CERTIFICATE"))).notes[0]?.message ?? "")?.[1];
  const [server, client] = [dotted("1.3.6.1.5.5.7.3.1"), dotted("1.3.6.1.5.5.7.3.2")];
  assert.equal(said(sequence(sequence(server), tlv(0xa0, client), tlv(0x0c, 0x61))), " (serverAuth; not clientAuth)");
  assert.equal(said(sequence(tlv(0xa0, dotted("1.2.3.4")))), " (not 1.2.3.4)");
  for (const data of [sequence(), sequence(tlv(0x0c, 0x61)), tlv(0x04, 1), sequence(sequence(tlv(0x02, 1))), Uint8Array.of(0x30, 0x7f)]) assert.equal(said(data), "");
});

test("any bytes: certificates, PemError or DerError", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    try {
      certificatesInFile(bytes);
    } catch (error) {
      assert.ok(error instanceof PemError || error instanceof DerError, String(error));
    }
  }), { numRuns: 2000 });
});
