import { SHIPPED_CHROMIUM, SHIPPED_DATES, SHIPPED_ROOTS } from "./shipped-roots-data.ts";

/** Who ships roots with a browser or a system. Mozilla's are in roots.ts. */
export type RootProgram = keyof typeof SHIPPED_DATES;

const LETTERS: Readonly<Record<RootProgram, string>> = { chrome: "c", apple: "a", android: "d", microsoft: "m" };

let letters: ReadonlyMap<string, string> | undefined;

/** Whether a program ships a root (SHA-256, lower-case hex), as of its list's date. */
export function isShippedBy(program: RootProgram, sha256: string): boolean {
  return lettersOf(sha256).includes(LETTERS[program]);
}

/** Whether any of the programs ships it. */
export function isShipped(sha256: string): boolean {
  return lettersOf(sha256) !== "";
}

/** When a program's list was taken: ISO 8601, a day. */
export function shippedDate(program: RootProgram): string {
  return SHIPPED_DATES[program];
}

/** The version of Chromium that Chrome's list was taken from. */
export const shippedChromium: number = SHIPPED_CHROMIUM;

function lettersOf(sha256: string): string {
  letters ??= new Map(SHIPPED_ROOTS.split("\n").flatMap((line): [string, string][] => {
    const [hash = "", programs = ""] = line.split(" ");
    return hash === "" ? [] : [[hash, programs]];
  }));
  return letters.get(sha256) ?? "";
}
