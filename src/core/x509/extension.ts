import { DerError } from "./der/error.ts";
import { decodeOid } from "./der/oid.ts";
import type { DerReader } from "./der/reader.ts";
import { BOOLEAN, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from "./der/tags.ts";
import { findKnownOid } from "./oids.ts";

/** Extensions of one certificate; real ones have about ten. */
export const MAX_EXTENSIONS = 1000;

/** Extension (RFC 5280 4.1.2.9). */
export class Extension {
  readonly oid: string;
  /** "subjectAltName"; undefined where we have none. */
  readonly name: string | undefined;
  readonly critical: boolean;
  /** Bytes from the start of the input to the Extension, to the OCTET STRING's content and behind it. */
  readonly offset: number;
  readonly valueOffset: number;
  readonly valueEnd: number;
  readonly #bytes: Uint8Array;

  constructor(
    bytes: Uint8Array, oid: string, name: string | undefined, critical: boolean, offset: number, valueOffset: number, valueEnd: number,
  ) {
    this.#bytes = bytes;
    this.oid = oid;
    this.name = name;
    this.critical = critical;
    this.offset = offset;
    this.valueOffset = valueOffset;
    this.valueEnd = valueEnd;
  }

  /** The OCTET STRING's content: the extension's value in DER. */
  get value(): Uint8Array {
    return this.#bytes.subarray(this.valueOffset, this.valueEnd);
  }
}

/** Reads the Extensions that the reader stands at: the wrappers, not the values. Throws DerError. */
export function readExtensions(reader: DerReader): Extension[] {
  const what = "extensions";
  const outer = reader.open(SEQUENCE, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, "The list of extensions is empty");
  const extensions: Extension[] = [];
  while (reader.position < reader.end) {
    if (extensions.length === MAX_EXTENSIONS) {
      throw new DerError("too-many-elements", reader.position, `The certificate has more than ${MAX_EXTENSIONS} extensions`);
    }
    extensions.push(readExtension(reader));
  }
  reader.leave(outer, what);
  return extensions;
}

/** Reads the Extension that the reader stands at: the wrapper, not the value. Throws DerError. */
export function readExtension(reader: DerReader): Extension {
  const bytes = reader.bytes;
  const outer = reader.open(SEQUENCE, "An extension");
  const offset = reader.start;
  reader.expect(OBJECT_IDENTIFIER, "An extension's OID");
  const known = findKnownOid(bytes, reader.content, reader.contentEnd);
  const oid = known === undefined ? decodeOid(bytes, reader.content, reader.contentEnd) : known.oid;
  let critical = false;
  if (bytes[reader.position] === BOOLEAN && reader.position < reader.end) {
    critical = reader.boolean("An extension's critical flag");
    if (!critical) reader.fault("default-encoded", reader.start, "An extension says that it is not critical, which DER leaves out");
  }
  reader.expect(OCTET_STRING, "An extension's value");
  const { content, contentEnd } = reader;
  reader.leave(outer, "An extension");
  return new Extension(bytes, oid, known?.name, critical, offset, content, contentEnd);
}
