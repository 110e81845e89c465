import { DerError } from "../x509/der/error.ts";
import { DerReader } from "../x509/der/reader.ts";
import { BIT_STRING, INTEGER, SEQUENCE, context } from "../x509/der/tags.ts";
import { MAX_EXTENSIONS } from "../x509/extension.ts";

/** An element in the bytes: offsets of its header, of its content and of what follows. */
export interface ByteStretch {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** The fields of Certificate and TBSCertificate (RFC 5280 4.1), as far as they could be found. */
export type FieldName =
  | "version" | "serialNumber" | "signature" | "issuer" | "validity" | "subject" | "publicKey" | "issuerUniqueId" | "subjectUniqueId"
  | "signatureAlgorithm" | "signatureValue";

export interface Walked {
  readonly fields: ReadonlyMap<FieldName, ByteStretch>;
  readonly extensions: readonly ByteStretch[];
}

const VERSION = context(0, true);
const ISSUER_UNIQUE_ID = context(1, false);
const SUBJECT_UNIQUE_ID = context(2, false);
const EXTENSIONS = context(3, true);

/** The fields that come one after the other and must be there. */
const FIXED: readonly (readonly [FieldName, number])[] = [
  ["serialNumber", INTEGER], ["signature", SEQUENCE], ["issuer", SEQUENCE], ["validity", SEQUENCE], ["subject", SEQUENCE], ["publicKey", SEQUENCE],
];

/**
 * Finds a certificate's fields in bytes that need not be one: the outer wrappers may claim more bytes than there are, and
 * the walk ends where a field cannot be made out. Throws nothing.
 */
export function walkCertificate(bytes: Uint8Array): Walked {
  const fields = new Map<FieldName, ByteStretch>();
  const extensions: ByteStretch[] = [];
  try {
    walk(bytes, fields, extensions);
  } catch (error) {
    // What was found up to here is what there is; what is wrong is told by the strict reading.
    if (!(error instanceof DerError)) throw error;
  }
  return { fields, extensions };
}

function walk(bytes: Uint8Array, fields: Map<FieldName, ByteStretch>, extensions: ByteStretch[]): void {
  const outer = wrapper(bytes, 0, bytes.length, SEQUENCE);
  const tbs = outer === undefined ? undefined : wrapper(bytes, outer.content, outer.end, SEQUENCE);
  if (outer === undefined || tbs === undefined) return;
  const reader = new DerReader(bytes).seek(tbs.content, tbs.end);
  const take = (name: FieldName): void => {
    fields.set(name, { start: reader.start, content: reader.content, end: reader.contentEnd });
  };
  if (reader.peek() === VERSION) {
    reader.next("version");
    take("version");
  }
  for (const [name, tag] of FIXED) {
    reader.expect(tag, name);
    take(name);
  }
  for (const [name, tag] of [["issuerUniqueId", ISSUER_UNIQUE_ID], ["subjectUniqueId", SUBJECT_UNIQUE_ID]] as const) {
    if (reader.peek() !== tag) continue;
    reader.next(name);
    take(name);
  }
  if (reader.peek() === EXTENSIONS) walkExtensions(bytes, reader.position, tbs.end, extensions);
  reader.seek(tbs.end, outer.end).expect(SEQUENCE, "signatureAlgorithm");
  take("signatureAlgorithm");
  reader.expect(BIT_STRING, "signatureValue");
  take("signatureValue");
}

function walkExtensions(bytes: Uint8Array, start: number, end: number, extensions: ByteStretch[]): void {
  const tagged = wrapper(bytes, start, end, EXTENSIONS);
  const list = tagged === undefined ? undefined : wrapper(bytes, tagged.content, tagged.end, SEQUENCE);
  if (list === undefined) return;
  const reader = new DerReader(bytes).seek(list.content, list.end);
  while (!reader.atEnd && extensions.length < MAX_EXTENSIONS) {
    reader.expect(SEQUENCE, "An extension");
    extensions.push({ start: reader.start, content: reader.content, end: reader.contentEnd });
  }
}

/** An element of this tag, cut off where the bytes end; undefined where there is none. */
function wrapper(bytes: Uint8Array, start: number, end: number, tag: number): ByteStretch | undefined {
  const first = bytes[start + 1];
  if (bytes[start] !== tag || first === undefined) return undefined;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (octets > 4) return undefined;
  let length = octets === 0 ? first & 0x7f : 0;
  for (let index = 0; index < octets; index++) length = length * 256 + (bytes[start + 2 + index] ?? 0);
  const content = start + 2 + octets;
  // A length that DER forbids (0x80: not told) goes to the end.
  const claimed = first === 0x80 ? end : content + length;
  return content > end ? undefined : { start, content, end: Math.min(claimed, end) };
}
