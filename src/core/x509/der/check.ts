import { DerError } from "./error.ts";
import { decodeOid } from "./oid.ts";
import { DerReader } from "./reader.ts";
import { decodeString, isStringTag } from "./string.ts";
import { BIT_STRING, BOOLEAN, INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE, SET } from "./tags.ts";

/**
 * Steps over one element whose value nobody reads. Where faults are gathered all within must be DER; what is not is
 * noted and goes no further, so that the reader fares alike in both cases. Throws DerError for the element's own header.
 */
export function skipElement(reader: DerReader, what: string, check: (inner: DerReader, what: string) => void = checkElement): void {
  const start = reader.position;
  reader.next(what);
  const { bytes, faults, position } = reader;
  if (faults === undefined) return;
  try {
    check(new DerReader(bytes, faults).seek(start, position), what);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    reader.note(error);
  }
}

/** Steps over one element and everything within: every header and every value of a universal type must be DER. Throws DerError. */
export function checkElement(reader: DerReader, what: string): void {
  const tag = reader.next(what);
  const { start, content, contentEnd, bytes } = reader;
  if (tag < 0x40) checkUniversal(reader, tag, what);
  if ((tag & 0x20) !== 0) {
    reader.content = content;
    const outer = reader.enter();
    while (!reader.atEnd) checkElement(reader, what);
    reader.leave(outer, what);
  } else if (tag === 0x10 || tag === 0x11) {
    throw new DerError("primitive-sequence", start, `${what} has a SEQUENCE or SET in primitive form`);
  } else if (tag === OBJECT_IDENTIFIER) {
    decodeOid(bytes, content, contentEnd);
  } else if (isStringTag(tag)) {
    decodeString(reader, tag, content, contentEnd);
  }
}

function checkUniversal(reader: DerReader, tag: number, what: string): void {
  switch (tag) {
    case BOOLEAN: reader.booleanContent(what); return;
    case INTEGER: reader.integerContent(what); return;
    case BIT_STRING: reader.bitStringContent(what); return;
    case NULL:
      if (reader.contentEnd !== reader.content) throw new DerError("null-not-empty", reader.content, `${what} has a NULL with content`);
      return;
    case SEQUENCE: case SET: return;
    default:
      // X.690 10.2: strings are primitive in DER. EXTERNAL, EMBEDDED PDV and CHARACTER STRING are constructed.
      if ((tag & 0x20) !== 0 && tag !== 0x28 && tag !== 0x2b && tag !== 0x3d) {
        throw new DerError("constructed-string", reader.start, `${what} has a value in constructed form that DER wants primitive`);
      }
  }
}

/** X.690 11.6: the elements of a SET OF stand in ascending order of their encodings. Compares two whole elements. */
export function compareEncodings(bytes: Uint8Array, aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  const length = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < length; i++) {
    const difference = (bytes[aStart + i] ?? 0) - (bytes[bStart + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return (aEnd - aStart) - (bEnd - bStart);
}
