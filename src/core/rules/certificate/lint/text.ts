import { normalized } from "../../../text/normalize.ts";

/** Unicode characters, not UTF-16 units. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

/** Unicode normalization form C. */
export function isNfc(text: string): boolean {
  return normalized(text, "NFC") === text;
}

/** U+0000 to U+001F, U+007F to U+009F. */
export function hasControl(text: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f]/.test(text);
}

/** An address as text, for messages: dotted decimal, or eight groups in hex. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length !== 16) return bytes.join(".");
  return Array.from({ length: 8 }, (_, i) => (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16)).join(":");
}
