import { toBase64 } from "../bytes/base64.ts";

/** What is wrong with a PEM text, and in which line (from 1). */
export class PemError extends Error {
  override readonly name = "PemError";
  readonly code: PemErrorCode;
  readonly line: number;

  constructor(code: PemErrorCode, line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.code = code;
    this.line = line;
  }
}

export type PemErrorCode =
  | "pem-none" | "pem-not-ended" | "pem-end-without-begin" | "pem-end-differs" | "pem-nested" | "pem-empty"
  | "pem-character" | "pem-padding" | "pem-length";

export interface PemBlock {
  /** "CERTIFICATE". */
  readonly label: string;
  readonly der: Uint8Array;
  /** Of its BEGIN, from 1. */
  readonly line: number;
}

const BOUNDARY = /^-----(BEGIN|END) ([A-Z0-9]+(?:[ -][A-Z0-9]+)*)-----$/;
/** RFC 7468 section 5.3 and what OpenSSL writes. */
const CERTIFICATE_LABELS: ReadonlySet<string> = new Set(["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]);

/**
 * The certificates of a PEM text (RFC 7468) in their order, as DER. Text between the blocks and blocks with other labels
 * (keys, parameters) are passed over; within a certificate's block nothing but base64 in its canonical form is taken.
 * Throws PemError, also where there is no certificate at all.
 */
export function certificatesFromPem(text: string): Uint8Array[] {
  const ders: Uint8Array[] = [];
  for (const block of pemBlocks(text)) if (CERTIFICATE_LABELS.has(block.label)) ders.push(block.der);
  if (ders.length === 0) throw new PemError("pem-none", 1, "no -----BEGIN CERTIFICATE----- in this text");
  return ders;
}

/** All blocks of a PEM text, in their order. Throws PemError. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { label: string; line: number; lines: string[] } | undefined;
  let line = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    line++;
    // A byte order mark before the first line is the editor's, not the file's.
    const trimmed = (line === 1 ? raw.replace(/^\ufeff/, "") : raw).trim();
    const boundary = BOUNDARY.exec(trimmed);
    const label = boundary?.[2] ?? "";
    if (boundary === null) {
      open?.lines.push(trimmed);
    } else if (boundary[1] === "BEGIN") {
      if (open !== undefined) throw new PemError("pem-nested", line, `a block begins before that of line ${open.line} has ended`);
      open = { label, line, lines: [] };
    } else {
      if (open === undefined) throw new PemError("pem-end-without-begin", line, `-----END ${label}----- without its BEGIN`);
      if (open.label !== label) throw new PemError("pem-end-differs", line, `the block "${open.label}" of line ${open.line} ends as "${label}"`);
      // RFC 1421 headers ("Proc-Type: ...") stand in blocks of encrypted keys, which are not ours to read.
      const encapsulated = open.lines.some((content) => content.includes(":"));
      if (!encapsulated || CERTIFICATE_LABELS.has(label)) blocks.push({ label, der: decodeBody(open.lines, open.line), line: open.line });
      open = undefined;
    }
  }
  if (open !== undefined) throw new PemError("pem-not-ended", open.line, `the block "${open.label}" has no END`);
  return blocks;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUE_OF = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) VALUE_OF[ALPHABET.charCodeAt(i)] = i;
const PAD = 0x3d;

/** RFC 4648 section 4 with line breaks and spaces; `beginLine` is that of the boundary before the first line. */
function decodeBody(lines: readonly string[], beginLine: number): Uint8Array {
  let characters = 0;
  for (const line of lines) characters += line.length;
  const bytes = new Uint8Array(Math.floor(characters / 4) * 3);
  let length = 0;
  let bits = 0;
  let count = 0;
  let padding = 0;
  let lastLine = beginLine;
  for (const [index, line] of lines.entries()) {
    for (let i = 0; i < line.length; i++) {
      const code = line.charCodeAt(i);
      if (code === 0x20 || code === 0x09) continue;
      lastLine = beginLine + 1 + index;
      if (code === PAD) {
        padding++;
        continue;
      }
      const value = code < 128 ? VALUE_OF[code] ?? -1 : -1;
      if (value < 0) throw new PemError("pem-character", lastLine, `character ${i + 1} is none of base64`);
      if (padding > 0) throw new PemError("pem-padding", lastLine, "base64 goes on after its padding");
      bits = bits << 6 | value;
      if (++count % 4 === 0) {
        bytes[length++] = bits >> 16;
        bytes[length++] = bits >> 8;
        bytes[length++] = bits;
        bits = 0;
      }
    }
  }
  const rest = count % 4;
  if (rest === 1 || (count + padding) % 4 !== 0 || padding > 2) {
    throw new PemError("pem-length", lastLine, "base64 ends in the middle of a group of four characters");
  }
  if (count === 0) throw new PemError("pem-empty", beginLine, "the block is empty");
  if (rest !== 0) {
    bits <<= (4 - rest) * 6;
    if ((bits & (rest === 2 ? 0xffff : 0xff)) !== 0) throw new PemError("pem-padding", lastLine, "base64 ends in bits that are not zero");
    const tail = new Uint8Array(length + rest - 1);
    tail.set(bytes.subarray(0, length));
    tail[length++] = bits >> 16;
    if (rest === 3) tail[length] = bits >> 8;
    return tail;
  }
  return bytes.subarray(0, length);
}

/** PEM of one block (RFC 7468): lines of 64 characters, a line break at the end. */
export function toPem(der: Uint8Array, label = "CERTIFICATE"): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
