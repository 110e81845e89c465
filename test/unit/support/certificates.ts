import { ascii, bytes, certificate as certificateOf, ECDSA_SHA256, extension, hex, name, oid, sequence, tlv, TRUE, type Octets } from "../core/x509/support/der.ts";

/**
 * Certificates as bytes, made to measure for judgements that check no signature: any key size, date and algorithm without
 * waiting for keys to be made. The signature is filler.
 */
export interface CertificateOptions {
  subject?: string;
  issuer?: string;
  /** ISO 8601. */
  notBefore?: string;
  notAfter?: string;
  dns?: string[];
  ip?: number[][];
  /** An x400Address, empty, among the names. */
  x400?: true;
  key?: TestKey;
  signature?: TestSignature;
  ca?: boolean;
  serial?: number;
  /** Embedded timestamps: SHA-256 of the log's key in hex, milliseconds since the epoch. */
  scts?: readonly { log: string; timestamp: number }[];
  /** Bits of the key usage, the first octet: 0x80 digitalSignature, 0x20 keyEncipherment. */
  keyUsage?: number;
  /** TLS features (RFC 7633). */
  tlsFeatures?: readonly number[];
}

export type TestKey = `RSA ${number}` | "P-192" | "P-224" | "P-256" | "P-384" | "P-521" | "Ed25519" | "Ed448";
export type TestSignature = "MD2" | "MD5" | "SHA-1" | "ECDSA-SHA-1" | "ECDSA-SHA-256" | "SHA-256" | "PSS-SHA-1" | "PSS-SHA-256";

const DEFAULTS = {
  subject: "leaf.test", issuer: "Intermediate", notBefore: "2026-10-01T00:00:00Z", notAfter: "2026-12-30T00:00:00Z",
  key: "P-256", signature: "SHA-256", ca: false, serial: 0x1234,
} as const;

/** The DER of a certificate of version 3. */
export function certificate(options: CertificateOptions = {}): Uint8Array {
  const { subject, issuer, notBefore, notAfter, key, signature, ca, serial } = { ...DEFAULTS, ...options };
  const algorithm = signatureAlgorithm(signature);
  const extensions: Uint8Array[] = [];
  if (options.dns !== undefined || options.ip !== undefined) {
    const names = [...(options.dns ?? []).map((host) => tlv(0x82, ascii(host))), ...(options.ip ?? []).map((address) => tlv(0x87, address)), ...(options.x400 === true ? [tlv(0xa3, sequence())] : [])];
    extensions.push(extension("2.5.29.17", sequence(names)));
  }
  if (options.scts !== undefined) {
    const list = options.scts.map(({ log, timestamp }) => vector(0, hex(log), bigEndian(timestamp, 8), 0, 0, 4, 3, vector(filler(70))));
    extensions.push(extension("1.3.6.1.4.1.11129.2.4.2", tlv(0x04, vector(list))));
  }
  if (options.keyUsage !== undefined) extensions.push(extension("2.5.29.15", bitString(options.keyUsage), TRUE));
  if (options.tlsFeatures !== undefined) extensions.push(extension("1.3.6.1.5.5.7.1.24", sequence(options.tlsFeatures.map((feature) => tlv(0x02, feature)))));
  if (ca) extensions.push(extension("2.5.29.19", sequence(TRUE), TRUE));
  return certificateOf({
    serialNumber: tlv(0x02, ...serial > 0x7f ? [serial >> 8, serial & 0xff] : [serial]),
    tbsSignatureAlgorithm: algorithm,
    issuer: name(issuer),
    validity: sequence(time(notBefore), time(notAfter)),
    subject: name(subject),
    publicKey: publicKey(key),
    explicitExtensions: extensions.length === 0 ? [] : tlv(0xa3, sequence(extensions)),
    signatureAlgorithm: algorithm,
    signature: tlv(0x03, 0, filler(64)),
  });
}

const NULL = tlv(0x05);

function signatureAlgorithm(signature: TestSignature): Uint8Array {
  switch (signature) {
    case "MD2": return sequence(oid("1.2.840.113549.1.1.2"), NULL);
    case "MD5": return sequence(oid("1.2.840.113549.1.1.4"), NULL);
    case "SHA-1": return sequence(oid("1.2.840.113549.1.1.5"), NULL);
    case "ECDSA-SHA-1": return sequence(oid("1.2.840.10045.4.1"));
    case "ECDSA-SHA-256": return ECDSA_SHA256;
    case "SHA-256": return sequence(oid("1.2.840.113549.1.1.11"), NULL);
    case "PSS-SHA-1": return sequence(oid("1.2.840.113549.1.1.10"), sequence());
    case "PSS-SHA-256": {
      const hash = sequence(oid("2.16.840.1.101.3.4.2.1"), NULL);
      return sequence(oid("1.2.840.113549.1.1.10"), sequence(
        tlv(0xa0, hash), tlv(0xa1, sequence(oid("1.2.840.113549.1.1.8"), hash)), tlv(0xa2, tlv(0x02, 32)),
      ));
    }
  }
}

const CURVES: Readonly<Record<string, [oid: string, size: number]>> = {
  "P-192": ["1.2.840.10045.3.1.1", 24], "P-224": ["1.3.132.0.33", 28],
  "P-256": ["1.2.840.10045.3.1.7", 32], "P-384": ["1.3.132.0.34", 48], "P-521": ["1.3.132.0.35", 66],
};

function publicKey(key: TestKey): Uint8Array {
  if (key.startsWith("RSA ")) {
    const bits = Number(key.slice(4));
    const modulus = filler(Math.ceil(bits / 8));
    const top = 1 << ((bits - 1) % 8);
    modulus[0] = top;
    modulus[modulus.length - 1] = 0xfb;
    const positive = (top & 0x80) === 0 ? [] : 0;
    return sequence(sequence(oid("1.2.840.113549.1.1.1"), NULL), tlv(0x03, 0, sequence(tlv(0x02, positive, modulus), tlv(0x02, 1, 0, 1))));
  }
  if (key === "Ed25519") return sequence(sequence(oid("1.3.101.112")), tlv(0x03, 0, filler(32)));
  if (key === "Ed448") return sequence(sequence(oid("1.3.101.113")), tlv(0x03, 0, filler(57)));
  const [curve, size] = CURVES[key] ?? ["", 0];
  return sequence(sequence(oid("1.2.840.10045.2.1"), oid(curve)), tlv(0x03, 0, 4, filler(2 * size)));
}

function time(iso: string): Uint8Array {
  const digits = iso.replace(/\D/g, "").slice(0, 14);
  return Number(digits.slice(0, 4)) >= 2050 ? tlv(0x18, ascii(`${digits}Z`)) : tlv(0x17, ascii(`${digits.slice(2)}Z`));
}

/** Named bits of one octet, without trailing zeros (X.690 11.2.2). */
function bitString(bits: number): Uint8Array {
  let unused = 0;
  while (unused < 7 && (bits >> unused & 1) === 0) unused++;
  return tlv(0x03, unused, bits);
}

function filler(length: number): number[] {
  return Array.from({ length }, (_, index) => (index * 37 + 11) & 0xff);
}

/** With a length of two bytes before it (RFC 5246 section 4.3). */
function vector(...content: Octets[]): Uint8Array {
  const all = bytes(content);
  return bytes(bigEndian(all.length, 2), all);
}

function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
}
