/** Identifier octets of the universal types that certificates use (X.680 8.6), constructed bit included. */
export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OBJECT_IDENTIFIER = 0x06;
export const UTF8_STRING = 0x0c;
export const NUMERIC_STRING = 0x12;
export const PRINTABLE_STRING = 0x13;
export const TELETEX_STRING = 0x14;
export const IA5_STRING = 0x16;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const VISIBLE_STRING = 0x1a;
export const UNIVERSAL_STRING = 0x1c;
export const BMP_STRING = 0x1e;
export const SEQUENCE = 0x30;
export const SET = 0x31;

/** Identifier octet of a context-specific tag below 31. */
export const context = (number: number, constructed: boolean): number => 0x80 | (constructed ? 0x20 : 0) | number;

const NAMES: Readonly<Record<number, string>> = {
  [BOOLEAN]: "BOOLEAN", [INTEGER]: "INTEGER", [BIT_STRING]: "BIT STRING", [OCTET_STRING]: "OCTET STRING", [NULL]: "NULL",
  [OBJECT_IDENTIFIER]: "OBJECT IDENTIFIER", [UTF8_STRING]: "UTF8String", [NUMERIC_STRING]: "NumericString",
  [PRINTABLE_STRING]: "PrintableString", [TELETEX_STRING]: "TeletexString", [IA5_STRING]: "IA5String", [UTC_TIME]: "UTCTime",
  [GENERALIZED_TIME]: "GeneralizedTime", [VISIBLE_STRING]: "VisibleString", [UNIVERSAL_STRING]: "UniversalString",
  [BMP_STRING]: "BMPString", [SEQUENCE]: "SEQUENCE", [SET]: "SET",
};

/** The tag in words: "SEQUENCE", "[3]", "tag 0x5f". */
export function tagName(tag: number): string {
  if (tag > 0xff) return `tag number ${String(Math.floor(tag / 256))}`;
  return NAMES[tag] ?? ((tag & 0xc0) === 0x80 ? `[${String(tag & 0x1f)}]` : `tag 0x${tag.toString(16).padStart(2, "0")}`);
}
