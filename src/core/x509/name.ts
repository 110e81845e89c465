import { checkElement, compareEncodings, skipElement } from "./der/check.ts";
import { DerError } from "./der/error.ts";
import { decodeOid } from "./der/oid.ts";
import type { DerReader } from "./der/reader.ts";
import { decodeString, isStringTag } from "./der/string.ts";
import { OBJECT_IDENTIFIER, SEQUENCE, SET } from "./der/tags.ts";
import { toHex } from "../bytes/hex.ts";
import { findKnownOid } from "./oids.ts";

/** Attributes of one name; real ones have about five. */
export const MAX_ATTRIBUTES = 1000;

/** AttributeTypeAndValue (RFC 5280 4.1.2.4). */
export class NameAttribute {
  readonly oid: string;
  /** Short name: "CN", "O", "serialNumber"; undefined where we have none. */
  readonly name: string | undefined;
  /** Identifier octet of the value. */
  readonly tag: number;
  /** The value's text, hostile; for a value that is no character string "#" and the hex of its DER (RFC 4514 2.4). */
  readonly value: string;
  /** Bytes from the start of the input to the attribute, to its value and to the value's content. */
  readonly offset: number;
  readonly valueOffset: number;
  readonly contentOffset: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(
    bytes: Uint8Array, offset: number, valueOffset: number, contentOffset: number, end: number,
    oid: string, name: string | undefined, tag: number, value: string,
  ) {
    this.#bytes = bytes;
    this.offset = offset;
    this.valueOffset = valueOffset;
    this.contentOffset = contentOffset;
    this.#end = end;
    this.oid = oid;
    this.name = name;
    this.tag = tag;
    this.value = value;
  }

  /** The whole attribute in DER. */
  get der(): Uint8Array {
    return this.#bytes.subarray(this.offset, this.#end);
  }

  /** The value in DER, with its header. */
  get valueDer(): Uint8Array {
    return this.#bytes.subarray(this.valueOffset, this.#end);
  }

  /** The value's content octets. */
  get valueBytes(): Uint8Array {
    return this.#bytes.subarray(this.contentOffset, this.#end);
  }
}

/** One or more attributes, in the order of the bytes. */
export type RelativeDistinguishedName = readonly NameAttribute[];

/** Name (RFC 5280 4.1.2.4), in full and in the order of the bytes. */
export class Name {
  readonly rdns: readonly RelativeDistinguishedName[];
  /** Bytes from the start of the input. */
  readonly offset: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #text: string | undefined = undefined;

  constructor(bytes: Uint8Array, start: number, end: number, rdns: readonly RelativeDistinguishedName[]) {
    this.#bytes = bytes;
    this.offset = start;
    this.#end = end;
    this.rdns = rdns;
  }

  /** The whole Name in DER. */
  get der(): Uint8Array {
    return this.#bytes.subarray(this.offset, this.#end);
  }

  get isEmpty(): boolean {
    return this.rdns.length === 0;
  }

  /** All values of an attribute type (dotted OID), in the order of the bytes. */
  attribute(oid: string): string[] {
    const values: string[] = [];
    for (const rdn of this.rdns) for (const attribute of rdn) if (attribute.oid === oid) values.push(attribute.value);
    return values;
  }

  /**
   * RFC 4514: most specific first, escaped so that it can be taken apart again. Attribute types that we have a short
   * name for show it, others their OID with the value in hex. Hostile text.
   */
  toString(): string {
    return this.#text ??= formatName(this.rdns);
  }
}

function formatName(rdns: readonly RelativeDistinguishedName[]): string {
  let text = "";
  for (let i = rdns.length - 1; i >= 0; i--) {
    if (i < rdns.length - 1) text += ",";
    const rdn = rdns[i] ?? [];
    for (let k = 0; k < rdn.length; k++) {
      const attribute = rdn[k];
      if (attribute === undefined) continue;
      if (k > 0) text += "+";
      text += formatAttribute(attribute);
    }
  }
  return text;
}

function formatAttribute(attribute: NameAttribute): string {
  if (attribute.name === undefined) return `${attribute.oid}=#${toHex(attribute.valueDer)}`;
  return `${attribute.name}=${isStringTag(attribute.tag) ? escapeValue(attribute.value) : attribute.value}`;
}

const SPECIAL = /["+,;<>\\\0]|^[ #]| $/;

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value.replace(/["+,;<>\\]|^[ #]| $/g, "\\$&").replaceAll("\0", "\\00");
}

/** Reads the Name that the reader stands at. Throws DerError. */
export function readName(reader: DerReader, what: string): Name {
  const outer = reader.open(SEQUENCE, what);
  const start = reader.start;
  const rdns: NameAttribute[][] = [];
  let count = 0;
  while (reader.position < reader.end) {
    const rdn = readRdn(reader, SET, what);
    rdns.push(rdn);
    count += rdn.length;
    if (count > MAX_ATTRIBUTES) throw new DerError("too-many-elements", start, `${what} has more than ${MAX_ATTRIBUTES} attributes`);
  }
  const end = reader.end;
  reader.leave(outer, what);
  return new Name(reader.bytes, start, end, rdns);
}

/** Reads a RelativeDistinguishedName with this tag (a distribution point has it with an implicit one). */
export function readRdn(reader: DerReader, tag: number, what: string): NameAttribute[] {
  const outer = reader.open(tag, what);
  const start = reader.start;
  const attributes: NameAttribute[] = [];
  let previousStart = -1;
  let previousEnd = -1;
  while (reader.position < reader.end) {
    const attribute = readAttribute(reader, what);
    if (previousStart >= 0 && compareEncodings(reader.bytes, previousStart, previousEnd, attribute.offset, reader.position) > 0) {
      reader.fault("set-not-sorted", attribute.offset, `The attributes of one part of ${what} are not in DER's order`);
    }
    previousStart = attribute.offset;
    previousEnd = reader.position;
    attributes.push(attribute);
    if (attributes.length > MAX_ATTRIBUTES) throw new DerError("too-many-elements", start, `${what} has more than ${MAX_ATTRIBUTES} attributes`);
  }
  if (attributes.length === 0) reader.fault("set-empty", start, `${what} has an empty part`);
  reader.leave(outer, what);
  return attributes;
}

function readAttribute(reader: DerReader, what: string): NameAttribute {
  const bytes = reader.bytes;
  const outer = reader.open(SEQUENCE, what);
  const start = reader.start;
  reader.expect(OBJECT_IDENTIFIER, what);
  const known = findKnownOid(bytes, reader.content, reader.contentEnd);
  const oid = known === undefined ? decodeOid(bytes, reader.content, reader.contentEnd) : known.oid;
  const valueStart = reader.position;
  skipElement(reader, what, checkValue);
  const { tag, content, contentEnd } = reader;
  const text = decodeString(reader, tag, content, contentEnd);
  reader.leave(outer, what);
  const value = text ?? `#${toHex(bytes, valueStart, contentEnd)}`;
  return new NameAttribute(bytes, start, valueStart, content, contentEnd, oid, known?.name, tag, value);
}

/** A character string's faults are found where it is decoded. */
function checkValue(reader: DerReader, what: string): void {
  if (!isStringTag(reader.peek())) checkElement(reader, what);
}
