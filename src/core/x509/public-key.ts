import { checkElement } from "./der/check.ts";
import { readAlgorithm, type AlgorithmIdentifier } from "./algorithm.ts";
import { DerError } from "./der/error.ts";
import { DerReader } from "./der/reader.ts";
import { OBJECT_IDENTIFIER, SEQUENCE } from "./der/tags.ts";
import { toHex } from "../bytes/hex.ts";
import { ALGORITHM, CURVE, oidName } from "./oids.ts";

export type PublicKeyType =
  | "RSA" | "RSASSA-PSS" | "EC" | "DSA" | "Ed25519" | "Ed448" | "X25519" | "X448" | "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87" | "unknown";

/** What a key's algorithm makes of its bits and parameters. */
interface KeyFacts {
  readonly bits: number | undefined;
  readonly curve: string | undefined;
  readonly curveOid: string | undefined;
  readonly explicitParameters: boolean;
  readonly modulus: Uint8Array | undefined;
  readonly exponent: bigint | undefined;
}

const NOTHING: KeyFacts = { bits: undefined, curve: undefined, curveOid: undefined, explicitParameters: false, modulus: undefined, exponent: undefined };

/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7). */
export class PublicKey {
  readonly algorithm: AlgorithmIdentifier;
  readonly type: PublicKeyType;
  /**
   * RSA: of the modulus; DSA: of the prime p; EC: of the field; Ed25519, Ed448, X25519, X448: 256, 456, 256, 448 as the
   * key is encoded; ML-DSA: of the encoded key. Undefined where it cannot be known: an algorithm or a curve that we do
   * not know, explicit curve parameters, DSA parameters that are inherited.
   */
  readonly bits: number | undefined;
  /** EC: "P-256", "secp256k1"; undefined where we have no name for it. */
  readonly curve: string | undefined;
  /** EC with a named curve. */
  readonly curveOid: string | undefined;
  /** EC with its curve spelled out, which RFC 5480 2.1.1 forbids. */
  readonly explicitParameters: boolean;
  /** RSA: magnitude, without a leading zero byte. */
  readonly modulus: Uint8Array | undefined;
  /** RSA. */
  readonly exponent: bigint | undefined;
  /** Bytes from the start of the input to the SubjectPublicKeyInfo, and to `key`. */
  readonly offset: number;
  readonly keyOffset: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, offset: number, keyOffset: number, end: number, algorithm: AlgorithmIdentifier, type: PublicKeyType, facts: KeyFacts) {
    this.#bytes = bytes;
    this.offset = offset;
    this.keyOffset = keyOffset;
    this.#end = end;
    this.algorithm = algorithm;
    this.type = type;
    this.bits = facts.bits;
    this.curve = facts.curve;
    this.curveOid = facts.curveOid;
    this.explicitParameters = facts.explicitParameters;
    this.modulus = facts.modulus;
    this.exponent = facts.exponent;
  }

  /** The whole SubjectPublicKeyInfo in DER. */
  get spki(): Uint8Array {
    return this.#bytes.subarray(this.offset, this.#end);
  }

  /** The BIT STRING's content, without its count of unused bits. */
  get key(): Uint8Array {
    return this.#bytes.subarray(this.keyOffset, this.#end);
  }
}

const CURVE_BITS: Readonly<Record<string, number>> = {
  [CURVE["P-192"]]: 192, [CURVE["P-224"]]: 224, [CURVE["P-256"]]: 256, [CURVE["P-384"]]: 384, [CURVE["P-521"]]: 521,
  [CURVE.secp256k1]: 256, [CURVE.brainpoolP256r1]: 256, [CURVE.brainpoolP384r1]: 384, [CURVE.brainpoolP512r1]: 512,
};

/** Types whose key has one fixed length: bytes of it. */
const FIXED_LENGTH: Readonly<Record<string, { type: PublicKeyType; bytes: number }>> = {
  [ALGORITHM.Ed25519]: { type: "Ed25519", bytes: 32 },
  [ALGORITHM.Ed448]: { type: "Ed448", bytes: 57 },
  [ALGORITHM.X25519]: { type: "X25519", bytes: 32 },
  [ALGORITHM.X448]: { type: "X448", bytes: 56 },
  [ALGORITHM["ML-DSA-44"]]: { type: "ML-DSA-44", bytes: 1312 },
  [ALGORITHM["ML-DSA-65"]]: { type: "ML-DSA-65", bytes: 1952 },
  [ALGORITHM["ML-DSA-87"]]: { type: "ML-DSA-87", bytes: 2592 },
};

/** Reads the SubjectPublicKeyInfo that the reader stands at. Throws DerError where the key of a type that we know is no such key. */
export function readPublicKey(reader: DerReader): PublicKey {
  const what = "subjectPublicKeyInfo";
  const outer = reader.open(SEQUENCE, what);
  const offset = reader.start;
  const algorithm = readAlgorithm(reader, what);
  reader.octetAlignedBitString(what);
  const keyOffset = reader.content;
  const end = reader.end;
  reader.leave(outer, what);
  const { bytes, faults } = reader;
  const make = (type: PublicKeyType, facts: KeyFacts): PublicKey => new PublicKey(bytes, offset, keyOffset, end, algorithm, type, facts);
  switch (algorithm.oid) {
    case ALGORITHM.rsaEncryption: return make("RSA", readRsa(new DerReader(bytes, faults).seek(keyOffset, end)));
    case ALGORITHM["RSASSA-PSS"]: return make("RSASSA-PSS", readRsa(new DerReader(bytes, faults).seek(keyOffset, end)));
    case ALGORITHM.ecPublicKey: return make("EC", readEc(bytes, algorithm, keyOffset, end));
    case ALGORITHM.dsa: return make("DSA", readDsa(new DerReader(bytes, faults), algorithm, keyOffset, end));
    default: {
      const fixed = FIXED_LENGTH[algorithm.oid];
      if (fixed === undefined) return make("unknown", NOTHING);
      if (end - keyOffset !== fixed.bytes) {
        throw new DerError("bad-public-key", keyOffset, `A key for ${fixed.type} has ${fixed.bytes} bytes; this one has ${end - keyOffset}`);
      }
      return make(fixed.type, { ...NOTHING, bits: fixed.bytes * 8 });
    }
  }
}

/** RSAPublicKey (RFC 3279 2.3.1). */
function readRsa(reader: DerReader): KeyFacts {
  const what = "The RSA public key";
  const outer = reader.open(SEQUENCE, what);
  const modulus = readMagnitude(reader, "The RSA modulus");
  const exponent = readMagnitude(reader, "The RSA exponent");
  reader.leave(outer, what);
  reader.finish(what);
  return { bits: bitLength(modulus), curve: undefined, curveOid: undefined, explicitParameters: false, modulus, exponent: magnitudeToBigInt(exponent) };
}

/** Exponents are short; hex is the way to longer ones that takes linear time. */
function magnitudeToBigInt(magnitude: Uint8Array): bigint {
  if (magnitude.length > 6) return BigInt(`0x${toHex(magnitude)}`);
  let value = 0;
  for (const octet of magnitude) value = value * 256 + octet;
  return BigInt(value);
}

/** An INTEGER that must not be negative, without its leading zero byte. Zero gives one byte. */
function readMagnitude(reader: DerReader, what: string): Uint8Array {
  reader.integer(what);
  const first = reader.bytes[reader.content] ?? 0;
  if (first >= 0x80) throw new DerError("bad-public-key", reader.content, `${what} is negative`);
  const skip = first === 0 && reader.contentEnd - reader.content > 1 ? 1 : 0;
  return reader.bytes.subarray(reader.content + skip, reader.contentEnd);
}

function bitLength(magnitude: Uint8Array): number {
  return magnitude.length * 8 - (Math.clz32(magnitude[0] ?? 0) - 24);
}

/** RFC 5480 2.1.1, 2.2. */
function readEc(bytes: Uint8Array, algorithm: AlgorithmIdentifier, keyOffset: number, end: number): KeyFacts {
  const form = bytes[keyOffset];
  if (end === keyOffset || form === undefined || !(form >= 2 && form <= 4 || form === 6 || form === 7)) {
    throw new DerError("bad-public-key", keyOffset, "The EC public key is no point of a curve");
  }
  const parameters = algorithm.parametersOffset;
  if (parameters === undefined) return NOTHING;
  if (bytes[parameters] === SEQUENCE) return { ...NOTHING, explicitParameters: true };
  if (bytes[parameters] !== OBJECT_IDENTIFIER) return NOTHING;
  const curveOid = new DerReader(bytes).seek(parameters, algorithm.end).oid("The named curve");
  const bits = CURVE_BITS[curveOid];
  if (bits === undefined) return { ...NOTHING, curveOid };
  const field = Math.ceil(bits / 8);
  const length = end - keyOffset;
  if (length !== (form === 2 || form === 3 ? field + 1 : field * 2 + 1)) {
    throw new DerError("bad-public-key", keyOffset, `The EC public key has ${length} bytes, which no point of its curve has`);
  }
  return { bits, curve: oidName(curveOid), curveOid, explicitParameters: false, modulus: undefined, exponent: undefined };
}

/** RFC 3279 2.3.2: parameters p, q, g, or none where they are the issuer's. */
function readDsa(reader: DerReader, algorithm: AlgorithmIdentifier, keyOffset: number, end: number): KeyFacts {
  reader.seek(keyOffset, end).integer("The DSA public key");
  reader.finish("The DSA public key");
  const parameters = algorithm.parametersOffset;
  if (parameters === undefined || reader.bytes[parameters] !== SEQUENCE) return NOTHING;
  reader.seek(parameters, algorithm.end);
  reader.open(SEQUENCE, "The DSA parameters");
  const bits = bitLength(readMagnitude(reader, "The DSA prime"));
  while (!reader.atEnd) checkElement(reader, "The DSA parameters");
  return { ...NOTHING, bits };
}
