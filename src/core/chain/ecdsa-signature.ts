const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * Turns an ECDSA signature in DER (RFC 3279 section 2.2.3) into the two numbers side by side that WebCrypto takes, each
 * of `size` bytes. Undefined where it is no such signature or a number does not fit: then it cannot be right.
 */
export function ecdsaSignatureToRaw(der: Uint8Array, size: number): Uint8Array | undefined {
  // A curve of 521 bits needs a length in the long form: 0x81.
  const long = der[1] === 0x81;
  const start = long ? 3 : 2;
  const length = long ? der[2] : der[1];
  if (der[0] !== SEQUENCE || length === undefined || (long ? length < 0x80 : length >= 0x80) || start + length !== der.length) return undefined;
  const raw = new Uint8Array(2 * size);
  const middle = copyInteger(der, start, raw.subarray(0, size));
  if (middle === undefined) return undefined;
  return copyInteger(der, middle, raw.subarray(size)) === der.length ? raw : undefined;
}

/** Copies a positive INTEGER to the right end of `target`; gives where the next element begins. */
function copyInteger(der: Uint8Array, at: number, target: Uint8Array): number | undefined {
  const length = der[at + 1];
  if (der[at] !== INTEGER || length === undefined || length === 0 || length >= 0x80) return undefined;
  let from = at + 2;
  const end = from + length;
  if (end > der.length) return undefined;
  const first = der[from] ?? 0;
  if (first >= 0x80) return undefined;
  if (first === 0) {
    // DER's shortest form: a zero stands in front only of a byte that would make the number negative.
    if (length > 1 && (der[from + 1] ?? 0) < 0x80) return undefined;
    from++;
  }
  if (end - from > target.length) return undefined;
  target.set(der.subarray(from, end), target.length - (end - from));
  return end;
}
