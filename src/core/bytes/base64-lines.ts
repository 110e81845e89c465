const NONE = 255;
const VALUES = new Uint8Array(128).fill(NONE);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

const NEWLINE = 0x0a;
const PAD = 0x3d;

/**
 * The bytes of base64 (RFC 4648 section 4) in lines, with padding, from `start` to before `end` of the text; undefined where
 * it is none. In one pass, for texts of gigabytes.
 */
export function fromBase64Lines(text: string, start: number, end: number): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((end - start) / 4) * 3);
  let [length, bits, count, padding] = [0, 0, 0, 0];
  for (let at = start; at < end; at++) {
    // Four characters of one line at once, as nearly all are.
    while (bits === 0 && count % 4 === 0 && at + 4 <= end) {
      const [a, b, c, d] = [valueAt(text, at), valueAt(text, at + 1), valueAt(text, at + 2), valueAt(text, at + 3)];
      if ((a | b | c | d) > 63 || padding > 0) break;
      const quad = a << 18 | b << 12 | c << 6 | d;
      bytes[length++] = quad >> 16;
      bytes[length++] = quad >> 8;
      bytes[length++] = quad;
      at += 4;
    }
    if (at >= end) break;
    const code = text.charCodeAt(at);
    if (code === NEWLINE) continue;
    count++;
    if (code === PAD) {
      padding++;
      bits <<= 6;
    } else {
      const value = valueAt(text, at);
      if (value === NONE || padding > 0) return undefined;
      bits = bits << 6 | value;
    }
    if (count % 4 !== 0) continue;
    bytes[length++] = bits >> 16;
    bytes[length++] = bits >> 8;
    bytes[length++] = bits;
    bits = 0;
  }
  return count % 4 !== 0 || padding > 2 ? undefined : bytes.slice(0, length - padding);
}

function valueAt(text: string, at: number): number {
  return VALUES[text.charCodeAt(at)] ?? NONE;
}
