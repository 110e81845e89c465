import { encodeOid } from "../../../../../src/core/x509/oids.ts";

/** Bytes, or nested lists of them. */
export type Octets = number | Uint8Array | readonly Octets[];

export function bytes(...parts: readonly Octets[]): Uint8Array {
  const all: number[] = [];
  append(all, parts);
  return Uint8Array.from(all);
}

/** Much faster than flat(): property tests make certificates by the thousand. */
function append(all: number[], part: Octets): void {
  if (typeof part === "number") all.push(part);
  else if (part instanceof Uint8Array) for (const octet of part) all.push(octet);
  else for (const inner of part) append(all, inner);
}

export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(/\s/g, "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Tag, shortest length, content. */
export function tlv(tag: number, ...content: readonly Octets[]): Uint8Array {
  const body = bytes(...content);
  return bytes(tag, lengthOctets(body.length), body);
}

export function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) octets.unshift(left & 0xff);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...content: readonly Octets[]): Uint8Array => tlv(0x30, ...content);
export const set = (...content: readonly Octets[]): Uint8Array => tlv(0x31, ...content);
export const oid = (dotted: string): Uint8Array => tlv(0x06, encodeOid(dotted));
export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
export const utf8 = (text: string): Uint8Array => tlv(0x0c, ascii(text));
export const printable = (text: string): Uint8Array => tlv(0x13, ascii(text));
export const attribute = (type: string, value: Octets): Uint8Array => sequence(oid(type), value);
export const extension = (type: string, value: Octets, critical: Octets = []): Uint8Array => sequence(oid(type), critical, tlv(0x04, value));
export const TRUE = tlv(0x01, 0xff);
export const FALSE = tlv(0x01, 0x00);

/** The parts of a certificate in DER; what is not given is ordinary and without a fault. */
export interface CertificateParts {
  version?: Octets;
  serialNumber?: Octets;
  tbsSignatureAlgorithm?: Octets;
  issuer?: Octets;
  validity?: Octets;
  subject?: Octets;
  publicKey?: Octets;
  uniqueIds?: Octets;
  /** The Extension elements. */
  extensions?: Octets;
  /** The whole [3], or nothing, instead. */
  explicitExtensions?: Octets;
  /** More of TBSCertificate. */
  tbsTail?: Octets;
  signatureAlgorithm?: Octets;
  signature?: Octets;
  /** Behind the signature, within the certificate. */
  tail?: Octets;
}

export const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
export const P256_KEY = sequence(
  sequence(oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")),
  tlv(0x03, 0, 4, Array.from({ length: 64 }, (_, i) => i + 1)),
);
export const VALIDITY = sequence(tlv(0x17, ascii("260101000000Z")), tlv(0x17, ascii("260401000000Z")));
export const name = (commonName: string): Uint8Array => sequence(set(attribute("2.5.4.3", utf8(commonName))));

export function certificate(parts: CertificateParts = {}): Uint8Array {
  return sequence(
    sequence(
      parts.version ?? tlv(0xa0, tlv(0x02, 2)),
      parts.serialNumber ?? tlv(0x02, 0x4d, 0x2a, 0x11),
      parts.tbsSignatureAlgorithm ?? ECDSA_SHA256,
      parts.issuer ?? name("Issuer"),
      parts.validity ?? VALIDITY,
      parts.subject ?? name("Subject"),
      parts.publicKey ?? P256_KEY,
      parts.uniqueIds ?? [],
      parts.explicitExtensions ?? tlv(0xa3, sequence(parts.extensions ?? extension("2.5.29.17", sequence(tlv(0x82, ascii("example.test")))))),
      parts.tbsTail ?? [],
    ),
    parts.signatureAlgorithm ?? ECDSA_SHA256,
    parts.signature ?? tlv(0x03, 0, sequence(tlv(0x02, 1), tlv(0x02, 2))),
    parts.tail ?? [],
  );
}

/** Where the needle stands in the bytes, plus `within`; it must stand there once. */
export function offsetOf(haystack: Uint8Array, needle: Uint8Array, within = 0): number {
  const found: number[] = [];
  for (let i = 0; i + needle.length <= haystack.length; i++) if (needle.every((octet, k) => haystack[i + k] === octet)) found.push(i);
  const [at] = found;
  if (at === undefined || found.length !== 1) throw new Error(`The bytes stand there ${found.length} times.`);
  return at + within;
}
