import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64, fromTrustedBase64, toBase64, toBase64Url } from "../../../../src/core/bytes/base64.ts";
import { fromBase64Lines } from "../../../../src/core/bytes/base64-lines.ts";

/** RFC 4648 section 10, and what has all of the alphabet's last two letters. */
const VECTORS = [["", ""], ["f", "Zg=="], ["fo", "Zm8="], ["foo", "Zm9v"], ["foob", "Zm9vYg=="], ["fooba", "Zm9vYmE="], ["foobar", "Zm9vYmFy"]] as const;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** All values of a byte, so often that more than one piece is written. */
const MANY = Uint8Array.from({ length: 0x8000 + 259 }, (_, index) => index * 7);

test("the RFC's examples, there and back", () => {
  for (const [text, coded] of VECTORS) {
    assert.equal(toBase64(bytesOf(text)), coded);
    assert.deepEqual(fromBase64(coded), bytesOf(text));
    assert.deepEqual(fromTrustedBase64(coded), bytesOf(text));
    assert.deepEqual(fromBase64Lines(coded, 0, coded.length), bytesOf(text));
  }
});

test("every byte comes back, and Node writes the same", () => {
  const coded = toBase64(MANY);
  assert.equal(coded, Buffer.from(MANY).toString("base64"));
  assert.deepEqual(fromBase64(coded), MANY);
  assert.deepEqual(fromTrustedBase64(coded), MANY);
});

test("for URLs it has neither of the signs that mean something there, and no padding", () => {
  assert.equal(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xbf, 0xfb)), "-_-_-w");
  for (const length of [0, 1, 2, 3, MANY.length]) assert.equal(toBase64Url(MANY.subarray(0, length)), Buffer.from(MANY.subarray(0, length)).toString("base64url"));
});

test("what is no base64 is none: white space, other letters, padding in the middle or too much or too little of it", () => {
  for (const text of ["Zg", "Zg=", "Zg===", "Z===", "=", "====", "Zm 9", "Zm9v\n", "Zm9-", "Zm9_", "Zg==Zg==", "Zé=="]) assert.equal(fromBase64(text), undefined, text);
  assert.throws(() => fromTrustedBase64("Zm9*"), DOMException);
});

test("in lines, wherever they break, from one place to another", () => {
  const coded = toBase64(MANY.subarray(0, 301));
  for (const width of [1, 3, 4, 5, 64, 76]) {
    const lines = coded.replace(new RegExp(`.{1,${width}}`, "g"), "$&\n");
    assert.deepEqual(fromBase64Lines(`before${lines}after`, 6, 6 + lines.length), MANY.subarray(0, 301), `${width} a line`);
  }
  for (const text of ["Zg", "Zg=", "Zg===", "Zm9-", "Zg==Zg==", "Zm9v!", "Z"]) assert.equal(fromBase64Lines(text, 0, text.length), undefined, text);
});
