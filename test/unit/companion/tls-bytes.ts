/** What a server sends, written by hand: the bytes of records, messages and their parts. */

export function uint(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256);
}

/** With its length in `size` bytes in front. */
export function vector(bytes: readonly number[], size: number): number[] {
  return [...uint(bytes.length, size), ...bytes];
}

export function record(type: number, fragment: readonly number[], version = 0x0303): number[] {
  return [type, ...uint(version, 2), ...vector(fragment, 2)];
}

export function message(type: number, body: readonly number[]): number[] {
  return [type, ...vector(body, 3)];
}

export function extension(type: number, data: readonly number[]): number[] {
  return [...uint(type, 2), ...vector(data, 2)];
}

export interface HelloParts {
  version?: number;
  random?: readonly number[];
  suite?: number;
  extensions?: readonly number[][];
}

/** A ServerHello's body. */
export function serverHello({ version = 0x0303, random = Array<number>(32).fill(7), suite = 0xc02b, extensions }: HelloParts = {}): number[] {
  return [...uint(version, 2), ...random, ...vector([], 1), ...uint(suite, 2), 0, ...(extensions === undefined ? [] : vector(extensions.flat(), 2))];
}

/** RFC 5246 section 7.4.2. */
export function certificates12(ders: readonly (readonly number[])[]): number[] {
  return vector(ders.flatMap((der) => vector(der, 3)), 3);
}

/** RFC 8446 section 4.4.2. */
export function certificates13(entries: readonly { der: readonly number[]; extensions?: readonly number[][] }[]): number[] {
  return [...vector([], 1), ...vector(entries.flatMap(({ der, extensions = [] }) => [...vector(der, 3), ...vector(extensions.flat(), 2)]), 3)];
}
