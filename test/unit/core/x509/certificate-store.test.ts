import assert from "node:assert/strict";
import { test } from "node:test";
import { CertificateStore } from "../../../../src/core/x509/certificate-store.ts";
import { certificate } from "../../support/certificates.ts";

const all = Array.from({ length: 6 }, (_, serial) => certificate({ serial: serial + 1 }));
const [first = new Uint8Array(), ...others] = all;

test("of more than are kept the least recently used are let go, also of bytes that are known again", () => {
  const store = new CertificateStore(first.length * 3 + 10);
  const { sha256 } = store.intern(first);
  for (const der of others) {
    store.intern(der);
    store.intern(first);
  }
  assert.ok(store.get(sha256) !== undefined);
  assert.equal(store.size, 3);
});

test("what was let go and comes again counts, by whichever bytes", () => {
  const store = new CertificateStore(first.length * 2 + 10);
  const copies = all.map((der) => der.slice());
  for (const [index, der] of all.entries()) {
    store.intern(der);
    store.intern(copies[index] ?? der);
  }
  for (const der of copies) {
    store.intern(der);
    assert.ok(store.size <= 2, `${store.size} are kept`);
  }
});
