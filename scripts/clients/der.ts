/** Just enough of a DER writer to write what DER and RFC 5280 forbid, too. */
export type Der = Uint8Array<ArrayBuffer>;

export function tlv(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Der {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const length = content.length < 0x80 ? [content.length] : content.length < 0x100 ? [0x81, content.length]
    : content.length < 0x1_0000 ? [0x82, content.length >> 8, content.length & 0xff] : [0x83, content.length >> 16, content.length >> 8 & 0xff, content.length & 0xff];
  return new Uint8Array(Buffer.concat([Buffer.from([tag, ...length]), content]));
}

export const sequence = (...parts: readonly (Uint8Array | readonly number[])[]): Der => tlv(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Der => tlv(0x31, ...parts);
export const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
export const utf8Octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));
export const NO_PARAMETERS = tlv(0x05);
export const TRUE = tlv(0x01, [0xff]);
export const FALSE = tlv(0x01, [0x00]);

export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(left % 128 | 0x80);
    octets.push(...groups);
  }
  return tlv(0x06, octets);
}

/** A name of one common name, or of what is given as [OID, string tag, text]. */
export function name(...attributes: readonly (readonly [type: string, tag: number, text: string])[]): Der {
  return sequence(...attributes.map(([type, tag, text]) => set(sequence(oid(type), tlv(tag, tag === 0x1e ? utf16(text) : utf8Octets(text))))));
}

export const singleName = (text: string, tag = 0x0c): Der => name(["2.5.4.3", tag, text]);

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "utf16le").swap16());
}

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5), or the one that is asked for. */
export function encodedTime(milliseconds: number, form: "right" | "generalized" | "without-seconds" = "right"): Der {
  const digits = new Date(milliseconds).toISOString().replace(/[-T:]/g, "").slice(0, 14);
  if (form === "without-seconds") return tlv(0x17, ascii(`${digits.slice(2, 12)}Z`));
  return form === "generalized" || Number(digits.slice(0, 4)) > 2049 ? tlv(0x18, ascii(`${digits}Z`)) : tlv(0x17, ascii(`${digits.slice(2)}Z`));
}

/** KeyUsage: bit numbers of RFC 5280 section 4.2.1.3. */
export function namedBits(...bits: readonly number[]): Der {
  const last = Math.max(0, ...bits);
  const octets = Array.from({ length: Math.floor(last / 8) + 1 }, () => 0);
  for (const bit of bits) octets[Math.floor(bit / 8)] = (octets[Math.floor(bit / 8)] ?? 0) | 0x80 >> bit % 8;
  return tlv(0x03, [bits.length === 0 ? 0 : 7 - last % 8], bits.length === 0 ? [] : octets);
}
