import { createHash, generateKeyPairSync, randomBytes, sign, constants, type KeyObject } from "node:crypto";
import { NO_PARAMETERS, oid, sequence, tlv, type Der } from "./der.ts";
import { isMlDsaKind, ML_DSA, type MlDsaKind } from "./ml-dsa/keys.ts";

export type ServedKeyKind = "P-256" | "P-384" | "P-521" | "RSA-1024" | "RSA-2047" | "RSA-2048" | "RSA-3072" | "Ed25519" | MlDsaKind;
export type SignatureKind = "usual" | "SHA-1" | "SHA-384" | "SHA-512" | "PSS" | "PSS-short-salt" | "RSA-without-parameters";

/** A key pair and what certificates say of it. */
export interface ClientKey {
  readonly kind: ServedKeyKind;
  /** For ML-DSA the seed of FIPS 204 section 6.1; no certificate is signed with it. */
  readonly private: KeyObject | Uint8Array;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** SHA-1 of the key's bits, as CAs make identifiers (RFC 5280 section 4.2.1.2). */
  readonly id: Uint8Array;
}

const CURVES = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" } as const;

export function makeKey(kind: ServedKeyKind): ClientKey {
  if (isMlDsaKind(kind)) {
    const seed = new Uint8Array(randomBytes(32));
    const spki = sequence(sequence(oid(ML_DSA[kind].oid)), tlv(0x03, [0], ML_DSA[kind].algorithm.keygen(seed).publicKey));
    return { kind, private: seed, spki, id: identifierOf(spki) };
  }
  const { privateKey, publicKey } = kind === "Ed25519" ? generateKeyPairSync("ed25519")
    : kind === "P-256" || kind === "P-384" || kind === "P-521" ? generateKeyPairSync("ec", { namedCurve: CURVES[kind] })
      : generateKeyPairSync("rsa", { modulusLength: Number(kind.slice(4)) });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  return { kind, private: privateKey, spki, id: identifierOf(spki) };
}

function identifierOf(spki: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha1").update(spki).digest());
}

/** As a server is given it: PKCS #8, or the seed. */
export function privateBytes({ private: key }: ClientKey): Uint8Array {
  return key instanceof Uint8Array ? key : new Uint8Array(key.export({ type: "pkcs8", format: "der" }));
}

const HASHES = { "SHA-256": "2.16.840.1.101.3.4.2.1" } as const;

function pss(salt: number): Der {
  const hash = sequence(oid(HASHES["SHA-256"]), NO_PARAMETERS);
  return sequence(oid("1.2.840.113549.1.1.10"), sequence(tlv(0xa0, hash), tlv(0xa1, sequence(oid("1.2.840.113549.1.1.8"), hash)), tlv(0xa2, tlv(0x02, [salt]))));
}

/** The AlgorithmIdentifier with which this key signs. */
export function algorithmOf({ kind }: ClientKey, signature: SignatureKind): Der {
  if (kind === "Ed25519") return sequence(oid("1.3.101.112"));
  if (kind.startsWith("P-")) {
    return sequence(oid(signature === "SHA-1" ? "1.2.840.10045.4.1" : `1.2.840.10045.4.3.${signature === "SHA-512" ? 4 : signature === "SHA-384" || kind === "P-384" ? 3 : 2}`));
  }
  switch (signature) {
    case "PSS": return pss(32);
    case "PSS-short-salt": return pss(20);
    case "SHA-1": return sequence(oid("1.2.840.113549.1.1.5"), NO_PARAMETERS);
    case "SHA-384": return sequence(oid("1.2.840.113549.1.1.12"), NO_PARAMETERS);
    case "SHA-512": return sequence(oid("1.2.840.113549.1.1.13"), NO_PARAMETERS);
    case "RSA-without-parameters": return sequence(oid("1.2.840.113549.1.1.11"));
    case "usual": return sequence(oid("1.2.840.113549.1.1.11"), NO_PARAMETERS);
  }
}

/** The signature's bits. */
export function signWith({ kind, private: key }: ClientKey, signature: SignatureKind, bytes: Uint8Array): Uint8Array {
  if (key instanceof Uint8Array) throw new RangeError(`No CA has a key of the kind ${kind}.`);
  if (kind === "Ed25519") return sign(null, bytes, key);
  const hash = signature === "SHA-1" ? "sha1" : signature === "SHA-512" ? "sha512" : signature === "SHA-384" || kind === "P-384" ? "sha384" : "sha256";
  if (signature === "PSS" || signature === "PSS-short-salt") {
    return sign("sha256", bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: signature === "PSS" ? 32 : 20 });
  }
  return sign(hash, bytes, key);
}
