import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CheckError } from "../../../companion/verdict/check-error.ts";
import { parseSha256 } from "../../../companion/verdict/pins.ts";

test("a hash is read from hex and from base64, with one slash before it and with two, whatever it begins with", () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  // 0xfc and more in the first octet: its base64 begins with a slash.
  const slash = hash.map((bytes) => Uint8Array.from(bytes, (octet, index) => index === 0 ? octet | 0xfc : octet));
  fc.assert(fc.property(fc.oneof(hash, slash), (bytes) => {
    const hex = Buffer.from(bytes).toString("hex");
    const base64 = Buffer.from(bytes).toString("base64");
    for (const text of [hex, hex.toUpperCase(), base64, `sha256/${base64}`, `sha256//${base64}`]) assert.equal(parseSha256(text), hex, text);
  }));
});

test("what is neither is refused", () => {
  for (const text of ["", "sha256/", "0".repeat(63), "sha256///".padEnd(53, "A"), "A".repeat(44)]) assert.throws(() => parseSha256(text), CheckError, text);
});
