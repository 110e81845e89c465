import { toHex } from "../../../x509/hex.ts";

/** Odd primes below 752 (BR 6.1.6), multiplied into groups that leave room for a byte more within 2^53. */
const GROUPS: readonly { product: number; primes: readonly number[] }[] = groupPrimes(752, 2 ** 44);

function groupPrimes(limit: number, bound: number): { product: number; primes: number[] }[] {
  const groups: { product: number; primes: number[] }[] = [];
  const known: number[] = [];
  let group = { product: 1, primes: [] as number[] };
  for (let candidate = 2; candidate < limit; candidate++) {
    if (known.some((prime) => candidate % prime === 0)) continue;
    known.push(candidate);
    if (group.product * candidate >= bound) {
      groups.push(group);
      group = { product: 1, primes: [] };
    }
    group.product *= candidate;
    group.primes.push(candidate);
  }
  return [...groups, group];
}

/** The smallest prime below 752 that divides the number (big-endian magnitude); undefined where none does. */
export function smallFactor(modulus: Uint8Array): number | undefined {
  for (const { product, primes } of GROUPS) {
    let remainder = 0;
    for (const byte of modulus) remainder = (remainder * 256 + byte) % product;
    const factor = primes.find((prime) => remainder % prime === 0);
    if (factor !== undefined) return factor;
  }
  return undefined;
}

export function isOdd(magnitude: Uint8Array): boolean {
  return ((magnitude.at(-1) ?? 0) & 1) === 1;
}

/** Larger moduli would cost more than a rule may. */
const MAX_FERMAT_BYTES = 1024;

// Squares leave few remainders: 3 in 4 numbers fall to 64, and of the rest most to these primes.
const SIEVE = 64n * 9n * 5n * 7n * 11n * 13n * 17n;
const SIEVES: readonly { modulus: number; squares: ReadonlySet<number> }[] = [64, 9, 5, 7, 11, 13, 17].map((modulus) => ({
  modulus, squares: new Set(Array.from({ length: modulus }, (_, root) => root * root % modulus)),
}));

/**
 * Whether Fermat's method takes the modulus apart within this many rounds: its two primes are so near each other that
 * anybody can find them (CVE-2022-26320).
 */
export function fallsToFermat(modulus: Uint8Array, rounds: number): boolean {
  if (modulus.length > MAX_FERMAT_BYTES || modulus.length === 0) return false;
  const n = BigInt(`0x0${toHex(modulus)}`);
  let a = squareRoot(n) + 1n;
  let b2 = a * a - n;
  for (let round = 0; round < rounds; round++) {
    if (isSquare(b2)) return true;
    b2 += 2n * a + 1n;
    a += 1n;
  }
  return false;
}

function isSquare(value: bigint): boolean {
  const remainder = Number(value % SIEVE);
  if (!SIEVES.every(({ modulus, squares }) => squares.has(remainder % modulus))) return false;
  const root = squareRoot(value);
  return root * root === value;
}

/** The largest integer whose square is not greater (Newton's method). */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
