import { skipElement } from "./der/check.ts";
import { DerError } from "./der/error.ts";
import { decodeOid } from "./der/oid.ts";
import type { DerReader } from "./der/reader.ts";
import { decodeIa5 } from "./der/string.ts";
import { OBJECT_IDENTIFIER, SEQUENCE, context, tagName } from "./der/tags.ts";
import { readName, type Name } from "./name.ts";

/** Elements of one list within an extension. The longest in use have about two thousand. */
export const MAX_ELEMENTS = 20_000;

/** GeneralName (RFC 5280 4.2.1.6). Text is hostile; `bytes` is the content as it stands. */
export type GeneralName =
  | { readonly type: "dns" | "email" | "uri"; readonly value: string; readonly bytes: Uint8Array }
  /** 4 or 16 bytes; in name constraints 8 or 32, address and mask. */
  | { readonly type: "ip"; readonly bytes: Uint8Array }
  | { readonly type: "directory"; readonly name: Name }
  | { readonly type: "registeredId"; readonly oid: string }
  /** `value` is the value in DER, without its explicit tag. */
  | { readonly type: "other"; readonly oid: string; readonly value: Uint8Array }
  /** x400Address and ediPartyName, which nobody uses, in DER. */
  | { readonly type: "x400" | "edi"; readonly der: Uint8Array }
  /** A kind that RFC 5280 does not know, which some clients pass over, in DER. */
  | { readonly type: "unknown"; readonly der: Uint8Array };

/** GeneralNames with this tag. Throws DerError. */
export function readGeneralNames(reader: DerReader, tag: number, what: string, read: (reader: DerReader, what: string) => GeneralName = readGeneralName): GeneralName[] {
  const outer = reader.open(tag, what);
  if (reader.atEnd) reader.fault("sequence-empty", reader.start, `${what} has no names`);
  const names: GeneralName[] = [];
  while (reader.position < reader.end) {
    if (names.length === MAX_ELEMENTS) throw new DerError("too-many-elements", reader.position, `${what} has more than ${MAX_ELEMENTS} names`);
    names.push(read(reader, what));
  }
  reader.leave(outer, what);
  return names;
}

const DNS = context(2, false);
const EMAIL = context(1, false);
const URI = context(6, false);
const IP = context(7, false);
const DIRECTORY = context(4, true);
const REGISTERED_ID = context(8, false);
const OTHER = context(0, true);
const X400 = context(3, true);
const EDI = context(5, true);
const X400_PRIMITIVE = context(3, false);
const EDI_PRIMITIVE = context(5, false);

/** The GeneralName that the reader stands at; `subtree`: within name constraints, where an address has a mask. */
export function readGeneralName(reader: DerReader, what: string, subtree = false): GeneralName {
  const tag = reader.next(what);
  switch (tag) {
    case DNS: return readText(reader, "dns");
    case EMAIL: return readText(reader, "email");
    case URI: return readText(reader, "uri");
    case IP: {
      const length = reader.contentEnd - reader.content;
      // zlint and the validators judge an address of another length; it has no text, but the certificate's other names have.
      if (length !== (subtree ? 8 : 4) && length !== (subtree ? 32 : 16)) {
        reader.fault("ip-address-length", reader.content, `${what} has an IP address of ${length} bytes`);
      }
      return { type: "ip", bytes: reader.contentBytes() };
    }
    case DIRECTORY: {
      const outer = reader.enter();
      const name = readName(reader, what);
      reader.leave(outer, what);
      return { type: "directory", name };
    }
    case REGISTERED_ID: return { type: "registeredId", oid: decodeOid(reader.bytes, reader.content, reader.contentEnd) };
    case OTHER: return readOther(reader, what);
    case X400_PRIMITIVE: case EDI_PRIMITIVE:
      // Nobody reads them, but a name constraint of the kind must not go unseen.
      reader.fault("unexpected-tag", reader.start, `${what} has a name of kind ${tagName(tag)} in primitive form`);
      return { type: tag === X400_PRIMITIVE ? "x400" : "edi", der: reader.elementBytes() };
    case X400: case EDI: {
      reader.position = reader.start;
      skipElement(reader, what);
      return { type: tag === X400 ? "x400" : "edi", der: reader.elementBytes() };
    }
    default:
      throw new DerError("unknown-choice", reader.start, `${what} has a name of a kind that does not exist: ${tagName(tag)}`);
  }
}

function readText(reader: DerReader, type: "dns" | "email" | "uri"): GeneralName {
  const { content, contentEnd } = reader;
  return { type, value: decodeIa5(reader, content, contentEnd), bytes: reader.bytes.subarray(content, contentEnd) };
}

function readOther(reader: DerReader, what: string): GeneralName {
  const outer = reader.enter();
  reader.expect(OBJECT_IDENTIFIER, what);
  const oid = decodeOid(reader.bytes, reader.content, reader.contentEnd);
  const explicit = reader.open(context(0, true), what);
  const value = reader.bytes.subarray(reader.position, reader.end);
  skipElement(reader, what);
  reader.leave(explicit, what);
  reader.leave(outer, what);
  return { type: "other", oid, value };
}

const CLASS = 0xc0;
const NUMBER = 0x1f;
const CONTEXT_CLASS = 0x80;
/** Tag numbers of GeneralName's choices. */
const LAST_KIND = 8;

/** A GeneralName, or what stands in its place with a tag of a kind that RFC 5280 does not know. */
export function readAnyName(reader: DerReader, what: string): GeneralName {
  const start = reader.position;
  const tag = reader.next(what);
  reader.position = start;
  if ((tag & CLASS) === CONTEXT_CLASS && (tag & NUMBER) <= LAST_KIND) return readGeneralName(reader, what);
  skipElement(reader, what);
  reader.fault("unknown-choice", start, `${what} has a name of a kind that does not exist: ${tagName(tag)}`);
  return { type: "unknown", der: reader.elementBytes() };
}

/** GeneralNames of an extension that is nothing but a list of them. */
export function readAltNames(reader: DerReader, what: string): GeneralName[] {
  return readGeneralNames(reader, SEQUENCE, what, readAnyName);
}
