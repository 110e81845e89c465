import { fromTrustedBase64 } from "../../src/core/bytes/base64.ts";

/** The bytes of a PEM text with one block, as the background writes it. */
export function pemBytes(pem: string): Uint8Array<ArrayBuffer> {
  return fromTrustedBase64(pem.replace(/-----[^-]+-----|\s/g, ""));
}

/** Bytes in one line of a dump. */
const LINE = 8;

/**
 * Bytes as people read them: a line for eight of them, with the offset of its first, each in hex, and what of them is ASCII.
 *
 * @param start offset that the first byte is counted from
 */
export function hexDump(bytes: Uint8Array, start: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += LINE) {
    const line = Array.from(bytes.subarray(at, at + LINE));
    const hex = line.map((octet) => octet.toString(16).padStart(2, "0")).join(" ");
    const ascii = line.map((octet) => octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·").join("");
    lines.push(`${(start + at).toString(16).padStart(5, "0")}  ${hex.padEnd(LINE * 3 - 1)}  ${ascii}`);
  }
  return lines.join("\n");
}
