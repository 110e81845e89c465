import type { SharedKey } from "./facts.ts";
import { elementsOf } from "./raw.ts";

/** Bits of the primes p and q of a DSA key; undefined for other keys and where the parameters are inherited. */
export function dsaLengths(key: SharedKey | undefined): { p: number; q: number } | undefined {
  const parameters = key?.type === "DSA" ? key.algorithm.parameters : undefined;
  const [p, q] = (parameters && elementsOf(parameters)) ?? [];
  return p === undefined || q === undefined ? undefined : { p: bitLength(p.content), q: bitLength(q.content) };
}

function bitLength(bytes: Uint8Array): number {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (bytes.length - start) * 8 - (Math.clz32(bytes[start] ?? 0) - 24);
}
