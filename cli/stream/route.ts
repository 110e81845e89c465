import type { RawLine } from "../lines.ts";

const CHAIN = Buffer.from("Chain\"");
const QUOTE = 0x22;
/** Bytes from the end of a certificate, which is its signature: no two share them. */
const TAIL = 24;

/** Which of so many threads a line is for: the same for lines whose first certificate is the same, as far as a look without reading tells. */
export function routeOf(line: RawLine, threads: number): number {
  if (!("bytes" in line)) return 0;
  const { number } = line;
  const bytes = Buffer.from(line.bytes.buffer, line.bytes.byteOffset, line.bytes.byteLength);
  const chain = bytes.indexOf(CHAIN);
  const begin = chain < 0 ? -1 : bytes.indexOf(QUOTE, chain + CHAIN.length);
  const end = begin < 0 ? -1 : bytes.indexOf(QUOTE, begin + 1);
  if (end < 0) return number % threads;
  let sum = 0;
  for (let i = Math.max(begin, end - TAIL); i < end; i++) sum = (Math.imul(sum, 31) + (bytes[i] ?? 0)) >>> 0;
  return sum % threads;
}
