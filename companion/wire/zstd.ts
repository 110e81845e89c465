import { decompress } from "fzstd";

/**
 * Undoes zstd (RFC 8878) in plain JavaScript, for a Node that has none. Gives at most `maxLength` bytes, where more follow that many.
 * The library writes into what it is given without saying how much: what two differently filled pieces of memory agree on was
 * written. (Its stream would tell, and moves a window of up to 2 GB for every block of a hostile frame.) Throws for what is no zstd.
 */
export function inflateZstd(bytes: Uint8Array, maxLength: number): Uint8Array {
  const zeros = new Uint8Array(maxLength);
  const ones = new Uint8Array(maxLength).fill(0xff);
  decompress(bytes, zeros);
  decompress(bytes, ones);
  let length = maxLength;
  while (length > 0 && zeros[length - 1] !== ones[length - 1]) length--;
  return zeros.subarray(0, length);
}
