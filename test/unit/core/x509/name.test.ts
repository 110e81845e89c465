// RFC 4514, on names that its section 4 and 2.4 speak of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DerReader } from "../../../../src/core/x509/der/reader.ts";
import { readName } from "../../../../src/core/x509/name.ts";
import { attribute, hex, printable, sequence, set, tlv, utf8 } from "./support/der.ts";

const text = (...rdns: readonly Uint8Array[]): string => readName(new DerReader(sequence(...rdns)), "name").toString();
const cn = (value: string): Uint8Array => set(attribute("2.5.4.3", utf8(value)));

test("the examples of RFC 4514 section 4", () => {
  const dc = (value: string): Uint8Array => set(attribute("0.9.2342.19200300.100.1.25", tlv(0x16, new TextEncoder().encode(value))));
  assert.equal(text(dc("net"), dc("example"), set(attribute("0.9.2342.19200300.100.1.1", utf8("jsmith")))), "UID=jsmith,DC=example,DC=net");
  assert.equal(text(dc("net"), dc("example"), set(attribute("2.5.4.11", utf8("Sales")), attribute("2.5.4.3", utf8("J.  Smith")))), "OU=Sales+CN=J.  Smith,DC=example,DC=net");
  assert.equal(text(dc("net"), dc("example"), cn('James "Jim" Smith, III')), 'CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net');
  assert.equal(text(set(attribute("1.3.6.1.4.1.1466.0", tlv(0x04, 0x48, 0x69)))), "1.3.6.1.4.1.1466.0=#04024869");
  assert.equal(text(cn("Lučić")), "CN=Lučić");
});

test("what must be escaped", () => {
  assert.equal(text(cn("#x")), "CN=\\#x");
  assert.equal(text(cn("x#")), "CN=x#");
  assert.equal(text(cn(" x ")), "CN=\\ x\\ ");
  assert.equal(text(cn(" ")), "CN=\\ ");
  assert.equal(text(cn("  ")), "CN=\\ \\ ");
  assert.equal(text(cn("a+b;c<d>e\\f")), "CN=a\\+b\\;c\\<d\\>e\\\\f");
  assert.equal(text(cn("a\0b")), "CN=a\\00b");
  assert.equal(text(cn("CN=a")), "CN=CN=a");
});

test("a name of nothing", () => assert.equal(text(), ""));

test("two names of different bytes differ in der, and der is what stands there", () => {
  const bytes = sequence(set(attribute("2.5.4.3", printable("a"))));
  const name = readName(new DerReader(bytes), "name");
  assert.deepEqual(name.der, bytes);
  assert.deepEqual(name.rdns[0]?.[0]?.valueBytes, hex("61"));
  assert.equal(name.isEmpty, false);
});
