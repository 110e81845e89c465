import { webcrypto } from "node:crypto";
import type { SignatureHash } from "../case.ts";
import type { KeyName } from "./names.ts";

/** The WebCrypto types of the DOM library and of Node are the same objects under two names. */
export const subtle: SubtleCrypto = webcrypto.subtle as SubtleCrypto;

export interface KeyPair {
  readonly name: KeyName;
  readonly publicKey: CryptoKey;
  /** PKCS #8, DER. */
  readonly pkcs8: Uint8Array;
}

const RSA_BITS = { "RSA-1024": 1024, "RSA-2048": 2048, "RSA-4096": 4096 } as const;

function generationParameters(name: KeyName): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm {
  switch (name) {
    case "RSA-1024":
    case "RSA-2048":
    case "RSA-4096":
      return { name: "RSASSA-PKCS1-v1_5", modulusLength: RSA_BITS[name], publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
    case "P-256":
    case "P-384":
      return { name: "ECDSA", namedCurve: name };
    case "Ed25519":
      return { name };
  }
}

/** A fresh key pair. RSA takes from 25 ms (1024) to a second (4096) of one core in Node's thread pool: ask for all at once. */
export async function generateKey(name: KeyName): Promise<KeyPair> {
  const pair = (await subtle.generateKey(generationParameters(name), true, ["sign", "verify"])) as CryptoKeyPair;
  return { name, publicKey: pair.publicKey, pkcs8: new Uint8Array(await subtle.exportKey("pkcs8", pair.privateKey)) };
}

/** The public key of a SubjectPublicKeyInfo in DER. */
export function publicKeyFrom(name: KeyName, spki: Uint8Array): Promise<CryptoKey> {
  return subtle.importKey("spki", spki as BufferSource, generationParameters(name), true, ["verify"]);
}

/** The private key as WebCrypto wants it for a signature with this hash (an RSA CryptoKey is bound to one). */
export function signingKey(pair: KeyPair, hash: SignatureHash): Promise<CryptoKey> {
  return subtle.importKey("pkcs8", pair.pkcs8 as BufferSource, { ...generationParameters(pair.name), hash }, false, ["sign"]);
}
