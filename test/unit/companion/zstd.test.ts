import assert from "node:assert/strict";
import { test } from "node:test";
import { expandCertificateMessage } from "../../../src/core/wire/compressed-certificate.ts";
import { WireError } from "../../../src/core/wire/wire-error.ts";
import { inflateZstd } from "../../../companion/wire/zstd.ts";
import { uint, vector } from "./tls-bytes.ts";

const PLAIN = Array.from({ length: 60 }, (_, i) => `CN=host-${i * 7919 % 1000}.example.test, O=Example ${"ABCDEFG"[i % 7] ?? ""}; `).join("");
/** What zstd 1.5 (-19) makes of it: Huffman literals and sequences. */
const COMPRESSED = Buffer.from("KLUv/WQcCK0GAPKMIheAzwHQG7EHolhDcgyQlJSUZAKEAzMtAYeILdNTWVeXkbu1ez9727/Eu/zTxt3k1L71329u3KeO+Km+fKzYmN70XVvvLWN2nuv79vN2nh/+Y/M8VtRNZG293sze+o7frv1dI25m6qKn7G/CzUhvH55u/D0bCpYQDQOs6rGEJ6Ik53qEFljVBBHMEUOoEYAYvf07oJekOhJwEGAQoBiCf5igIdg/n928pxP5miJLtB46Ijf6Mvu/qu6N/m+dyNcUFmTp9OeTm8KWUIpsEiKm+gBaFTjdvrI=", "base64");

test("zstd without Node's own: what the reference program compressed", () => {
  assert.equal(Buffer.from(inflateZstd(COMPRESSED, PLAIN.length + 1)).toString(), PLAIN);
  assert.equal(Buffer.from(inflateZstd(COMPRESSED, PLAIN.length)).toString(), PLAIN);
});

/** A frame of blocks as they are, RFC 8878 section 3.1.1. `window`: exponent of the window's size. */
function frame(blocks: readonly (readonly number[])[], window = 0): Uint8Array {
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, window << 3, ...blocks.flatMap((block, index) => {
    const header = block.length << 3 | (index === blocks.length - 1 ? 1 : 0);
    return [header & 255, header >> 8 & 255, header >> 16, ...block];
  })]);
}

test("what ends in the bytes that memory is filled with has its whole length", () => {
  for (const end of [0, 255, 7]) assert.deepEqual(inflateZstd(frame([[1, 2], [3, end]]), 100), Uint8Array.from([1, 2, 3, end]));
  assert.deepEqual(inflateZstd(frame([[]]), 10), new Uint8Array());
});

test("a Certificate message is expanded to what was announced, and to nothing else", () => {
  const message = (announced: number, bytes: Uint8Array): Uint8Array => Uint8Array.from([...uint(3, 2), ...uint(announced, 3), ...vector([...bytes], 3)]);
  const expand = (announced: number, bytes: Uint8Array) => expandCertificateMessage(message(announced, bytes), { zstd: inflateZstd });
  assert.equal(Buffer.from(expand(PLAIN.length, COMPRESSED).message ?? []).toString(), PLAIN);
  for (const announced of [PLAIN.length - 1, PLAIN.length + 1, 0, 100_000]) assert.throws(() => expand(announced, COMPRESSED), WireError, String(announced));
  for (const bytes of [Uint8Array.of(1), COMPRESSED.subarray(0, -9), Uint8Array.from([...COMPRESSED.subarray(0, 40), ...COMPRESSED])]) assert.throws(() => expand(PLAIN.length, bytes), WireError);
});

test("a hostile frame with a window of a gigabyte and ten thousand blocks takes neither the memory nor the time", () => {
  const began = performance.now();
  assert.equal(inflateZstd(frame(Array.from({ length: 10_000 }, () => [7]), 20), 20_000).length, 10_000);
  assert.ok(performance.now() - began < 2000);
});
