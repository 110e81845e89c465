import { toBase64 } from "../src/core/bytes/base64.ts";

/** A hash of a key in the forms that devices print it. */
export interface FingerprintForms {
  /** "AB:CD:..." */
  hex: string;
  base64: string;
  /** The picture that OpenSSH draws of a hash ("randomart"), without its frame: rows of equal length. */
  picture: string[];
}

const COLUMNS = 17;
const ROWS = 9;
/** How often a field was walked on; the last two mark the start and the end. */
const MARKS = " .o+=*BOX@%&#/^SE";

/** `hash`: lower-case hex. */
export function fingerprintForms(hash: string): FingerprintForms {
  const bytes = Uint8Array.from({ length: hash.length / 2 }, (_, i) => Number.parseInt(hash.slice(2 * i, 2 * i + 2), 16));
  return {
    hex: colonHex(hash),
    base64: toBase64(bytes),
    picture: picture(bytes),
  };
}

/** "AB:CD:...". `hash`: hex. */
export function colonHex(hash: string): string {
  return hash.toUpperCase().replace(/(..)(?=.)/g, "$1:");
}

/** The walk of Loss, Limmer and von Gernler, "The drunken bishop" (2009): two bits a step, the lowest first. */
function picture(bytes: Uint8Array): string[] {
  const visits = Array.from({ length: ROWS }, () => new Array<number>(COLUMNS).fill(0));
  const start = [Math.floor(COLUMNS / 2), Math.floor(ROWS / 2)] as const;
  let [x, y]: readonly [number, number] = start;
  for (const byte of bytes) {
    for (let shift = 0; shift < 8; shift += 2) {
      const step = byte >> shift;
      x = Math.min(COLUMNS - 1, Math.max(0, x + ((step & 1) === 1 ? 1 : -1)));
      y = Math.min(ROWS - 1, Math.max(0, y + ((step & 2) === 2 ? 1 : -1)));
      const row = visits[y];
      if (row !== undefined) row[x] = Math.min((row[x] ?? 0) + 1, MARKS.length - 3);
    }
  }
  return visits.map((row, rowAt) => row.map((count, columnAt) => {
    if (columnAt === x && rowAt === y) return "E";
    return columnAt === start[0] && rowAt === start[1] ? "S" : MARKS[count] ?? " ";
  }).join(""));
}
