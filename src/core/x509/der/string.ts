import type { DerReader } from "./reader.ts";
import {
  BMP_STRING, IA5_STRING, NUMERIC_STRING, PRINTABLE_STRING, TELETEX_STRING, UNIVERSAL_STRING, UTF8_STRING, VISIBLE_STRING, tagName,
} from "./tags.ts";

// Which restricted character sets (X.680 41) an octet belongs to.
const ASCII = 1;
const VISIBLE = 2;
const PRINTABLE = 4;
const NUMERIC = 8;
const CLASSES = new Uint8Array(256);
for (let octet = 0; octet < 0x80; octet++) {
  const character = String.fromCharCode(octet);
  CLASSES[octet] = ASCII
    | (octet >= 0x20 && octet < 0x7f ? VISIBLE : 0)
    | (/[A-Za-z0-9 '()+,\-./:=?]/.test(character) ? PRINTABLE : 0)
    | (/[0-9 ]/.test(character) ? NUMERIC : 0);
}

/** Code units given to String.fromCharCode at once. */
const CHUNK = 4096;
const REPLACEMENT = "\ufffd";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether `decodeString` reads this type. */
export function isStringTag(tag: number): boolean {
  switch (tag) {
    case UTF8_STRING: case NUMERIC_STRING: case PRINTABLE_STRING: case TELETEX_STRING: case IA5_STRING: case VISIBLE_STRING:
    case UNIVERSAL_STRING: case BMP_STRING:
      return true;
    default:
      return false;
  }
}

/**
 * The text of a character string's content; undefined for other types. Characters outside the type's set are a fault
 * and are still read: as UTF-8 where the bytes are that (what issuers mean by it), else as Latin-1 (what TeletexString
 * means in practice). What UTF-8, UCS-2 and UCS-4 cannot mean becomes U+FFFD.
 */
export function decodeString(reader: DerReader, tag: number, start: number, end: number): string | undefined {
  switch (tag) {
    case PRINTABLE_STRING: return decodeRestricted(reader, tag, PRINTABLE, start, end);
    case UTF8_STRING: return decodeUtf8(reader, start, end);
    case IA5_STRING: return decodeRestricted(reader, tag, ASCII, start, end);
    case NUMERIC_STRING: return decodeRestricted(reader, tag, NUMERIC, start, end);
    case VISIBLE_STRING: return decodeRestricted(reader, tag, VISIBLE, start, end);
    case TELETEX_STRING: return latin1(reader.bytes, start, end);
    case BMP_STRING: return decodeWide(reader, 2, start, end);
    case UNIVERSAL_STRING: return decodeWide(reader, 4, start, end);
    default: return undefined;
  }
}

/** IA5String with an implicit tag, as in GeneralName. */
export function decodeIa5(reader: DerReader, start: number, end: number): string {
  return decodeRestricted(reader, IA5_STRING, ASCII, start, end);
}

function decodeRestricted(reader: DerReader, tag: number, required: number, start: number, end: number): string {
  const bytes = reader.bytes;
  let common = 0xff;
  for (let i = start; i < end; i++) common &= CLASSES[bytes[i] ?? 0] ?? 0;
  if ((common & required) === 0) {
    if (reader.faults !== undefined) reportCharacter(reader, tag, required, start, end);
    if ((common & ASCII) === 0) return decodeNonAscii(bytes, start, end);
  }
  return latin1(bytes, start, end);
}

function reportCharacter(reader: DerReader, tag: number, required: number, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const octet = reader.bytes[i] ?? 0;
    if (((CLASSES[octet] ?? 0) & required) === 0) {
      reader.fault("string-characters", i, `${tagName(tag)} has no character 0x${octet.toString(16).padStart(2, "0")}`);
      return;
    }
  }
}

function decodeNonAscii(bytes: Uint8Array, start: number, end: number): string {
  const part = bytes.subarray(start, end);
  const text = lenientUtf8.decode(part);
  return text.includes(REPLACEMENT) ? latin1(bytes, start, end) : text;
}

function decodeUtf8(reader: DerReader, start: number, end: number): string {
  const bytes = reader.bytes;
  let bits = 0;
  for (let i = start; i < end; i++) bits |= bytes[i] ?? 0;
  if (bits < 0x80) return latin1(bytes, start, end);
  const part = bytes.subarray(start, end);
  if (reader.faults === undefined) return lenientUtf8.decode(part);
  try {
    return strictUtf8.decode(part);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    reader.fault("string-utf8", start, "UTF8String whose bytes are not UTF-8");
    return lenientUtf8.decode(part);
  }
}

function decodeWide(reader: DerReader, width: 2 | 4, start: number, end: number): string {
  const bytes = reader.bytes;
  const name = width === 2 ? "BMPString" : "UniversalString";
  if ((end - start) % width !== 0) reader.fault("string-length", start, `${name} whose length is no multiple of ${width}`);
  const parts: string[] = [];
  let units: number[] = [];
  let reported = false;
  for (let i = start; i + width <= end; i += width) {
    let code = 0;
    for (let k = 0; k < width; k++) code = code * 256 + (bytes[i + k] ?? 0);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      if (!reported) reader.fault("string-characters", i, `${name} has no character 0x${code.toString(16)}`);
      reported = true;
      code = 0xfffd;
    }
    units.push(code);
    if (units.length === CHUNK) {
      parts.push(String.fromCodePoint(...units));
      units = [];
    }
  }
  parts.push(String.fromCodePoint(...units));
  return parts.join("");
}

/** A character for each byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > CHUNK) {
    const parts: string[] = [];
    for (let i = start; i < end; i += CHUNK) parts.push(latin1(bytes, i, Math.min(end, i + CHUNK)));
    return parts.join("");
  }
  if (end - start > 64) return String.fromCharCode(...bytes.subarray(start, end));
  // Short strings are by far the most; eight at a time without allocating is the fastest of what V8 offers.
  let text = "";
  let i = start;
  for (; i + 8 <= end; i += 8) {
    text += String.fromCharCode(
      bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0,
      bytes[i + 4] ?? 0, bytes[i + 5] ?? 0, bytes[i + 6] ?? 0, bytes[i + 7] ?? 0,
    );
  }
  for (; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
