import { toHex } from "../../../bytes/hex.ts";

/** Primes below 752 (BR 6.1.6), multiplied into groups that a number holds exactly. */
const GROUPS: readonly { product: bigint; primes: readonly number[] }[] = groupPrimes(752);

function groupPrimes(limit: number): { product: bigint; primes: number[] }[] {
  const known: number[] = [];
  for (let candidate = 2; candidate < limit; candidate++) {
    if (!known.some((prime) => candidate % prime === 0)) known.push(candidate);
  }
  const groups: { product: bigint; primes: number[] }[] = [];
  for (let start = 0; start < known.length; start += 5) {
    const primes = known.slice(start, start + 5);
    groups.push({ product: primes.reduce((product, prime) => product * BigInt(prime), 1n), primes });
  }
  return groups;
}

/** The smallest prime below 752 that divides the number (big-endian magnitude); undefined where none does. */
export function smallFactor(modulus: Uint8Array): number | undefined {
  const n = BigInt(`0x0${toHex(modulus)}`);
  for (const { product, primes } of GROUPS) {
    const remainder = Number(n % product);
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
const SIEVE = 64 * 9 * 5 * 7 * 11 * 13 * 17;
const [SQUARES_2880, SQUARES_1001, SQUARES_17] = [squaresOf(64 * 9 * 5), squaresOf(7 * 11 * 13), squaresOf(17)];

function squaresOf(modulus: number): Uint8Array {
  const squares = new Uint8Array(modulus);
  for (let root = 0; root < modulus; root++) squares[root * root % modulus] = 1;
  return squares;
}

/**
 * Whether Fermat's method takes the modulus apart within this many rounds: its two primes are so near each other that
 * anybody can find them (CVE-2022-26320).
 */
export function fallsToFermat(modulus: Uint8Array, rounds: number): boolean {
  if (modulus.length > MAX_FERMAT_BYTES || modulus.length === 0) return false;
  const n = BigInt(`0x0${toHex(modulus)}`);
  const begin = squareRoot(n) + 1n;
  // Of the numbers that are tried only their remainders are followed, and those that pass are worked out.
  let a = Number(begin % BigInt(SIEVE));
  let b2 = Number((begin * begin - n) % BigInt(SIEVE));
  for (let round = 0; round < rounds; round++) {
    if (mayBeSquare(b2) && isSquare((begin + BigInt(round)) ** 2n - n)) return true;
    b2 = (b2 + 2 * a + 1) % SIEVE;
    a = (a + 1) % SIEVE;
  }
  return false;
}

/** By the remainder of a division by SIEVE. */
function mayBeSquare(remainder: number): boolean {
  return isSquareIn(SQUARES_2880, remainder) && isSquareIn(SQUARES_1001, remainder) && isSquareIn(SQUARES_17, remainder);
}

function isSquareIn(squares: Uint8Array, remainder: number): boolean {
  return squares[remainder % squares.length] === 1;
}

function isSquare(value: bigint): boolean {
  const root = squareRoot(value);
  return root * root === value;
}

/** The largest integer whose square is not greater (Newton's method). */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  // Begins above the root with what a double knows of it.
  const shift = Math.max(0, value.toString(16).length * 4 - 100) & ~1;
  let root = (BigInt(Math.ceil(Math.sqrt(Number(value >> BigInt(shift))) * (1 + 2 ** -40))) + 1n) << BigInt(shift / 2);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
