import { algorithmName } from "../x509/algorithm-names.ts";
import { thrownText } from "../text/thrown-text.ts";
import { DerError } from "../x509/der/error.ts";
import { toHex } from "../bytes/hex.ts";
import { integerHex } from "../x509/integer-hex.ts";
import { oidName } from "../x509/oids.ts";
import type { DescribedFault, DescribedField, DescribedValue } from "./description.ts";

/** Values of one field; the longest lists in use have about two thousand. */
export const MAX_VALUES = 2000;
/** Characters of one text. */
const MAX_TEXT = 10_000;
/** Bytes of one value in hex; the rest is among the raw bytes. */
const MAX_BYTES = 4096;

export function textValue(text: string): DescribedValue {
  return { kind: "text", text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text };
}

export function hexValue(bytes: Uint8Array): DescribedValue {
  return { kind: "hex", hex: toHex(bytes, 0, Math.min(bytes.length, MAX_BYTES)), bytes: bytes.length };
}

/** An INTEGER's content octets: as bytes, or where it is negative as the number that it is. */
export function integerValue(content: Uint8Array): DescribedValue {
  return (content[0] ?? 0) < 0x80 ? hexValue(content) : textValue(integerHex(content.subarray(0, MAX_BYTES)));
}

export function wordsValue(key: string, ...params: string[]): DescribedValue {
  return { kind: "words", key, params };
}

/** `key`: message key of what the OID means. */
export function oidValue(oid: string, key?: string): DescribedValue {
  const name = oidName(oid) ?? algorithmName(oid);
  return { kind: "oid", oid, ...(name === undefined ? {} : { name }), ...(key === undefined ? {} : { key }) };
}

export function timeValue(milliseconds: number): DescribedValue {
  return { kind: "time", iso: new Date(milliseconds).toISOString() };
}

/** A field with one value. */
export function one(name: string, value: DescribedValue): DescribedField {
  return { name, values: [value] };
}

/** A field with a list of values, bounded. */
export function many(name: string, values: readonly DescribedValue[]): DescribedField {
  const more = values.length - MAX_VALUES;
  return { name, values: values.slice(0, MAX_VALUES), ...(more > 0 ? { more } : {}) };
}

export function describeFault({ code, message, offset }: DerError): DescribedFault {
  return { code, message, offset };
}

/** The same of whatever was thrown; what is no fault of the bytes is ours ("internal"). `offset`: of what was being read. */
export function describeThrown(thrown: unknown, offset: number): DescribedFault {
  return thrown instanceof DerError ? describeFault(thrown) : { code: "internal", message: thrownText(thrown), offset };
}
