import { constants, createPublicKey, verify, type JsonWebKey, type KeyObject } from "node:crypto";
import { toBase64Url } from "../src/core/bytes/base64.ts";
import { exponentBytes, UNCOMPRESSED, type AskedSignature, type ComputedVerdict, type SignatureEngine } from "../src/core/chain/signature.ts";
import { LruMap } from "../src/core/lru.ts";
import type { PublicKey } from "../src/core/x509/public-key.ts";

const REMEMBERED_KEYS = 1_024;

const HASHES = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" } as const;

/**
 * Signatures by Node's own verifier, which answers at once: WebCrypto's takes longer to answer than to compute. The verdicts are those of
 * WebCryptoSignatures, which Node builds on the same.
 */
export class NodeSignatures implements SignatureEngine {
  readonly #keys = new LruMap<string, KeyObject>(REMEMBERED_KEYS);

  verify({ scheme, key, keyId, signature, data }: AskedSignature): ComputedVerdict {
    try {
      const own = this.#key(key, keyId);
      switch (scheme.family) {
        case "ECDSA":
          return verdict(verify(HASHES[scheme.hash], data, { key: own, dsaEncoding: "ieee-p1363" }, signature));
        case "RSASSA-PKCS1-v1_5":
          return verdict(verify(HASHES[scheme.hash], data, own, signature));
        case "RSA-PSS":
          return verdict(verify(HASHES[scheme.hash], data, { key: own, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }, signature));
        case "Ed25519":
          return verdict(verify(null, data, own, signature));
      }
    } catch (error) {
      // The key is no point of its curve, or no number that RSA can use; or the signature cannot be one of the key's.
      if (error instanceof Error && "code" in error) return "bad";
      throw error;
    }
  }

  #key(key: PublicKey, keyId: string): KeyObject {
    let own = this.#keys.get(keyId);
    if (own === undefined) {
      own = readKey(key);
      this.#keys.set(keyId, own);
    }
    return own;
  }
}

/** From its numbers, which are read already: OpenSSL 3.0 takes longer to read a key than to verify with it. */
function readKey(key: PublicKey): KeyObject {
  if (key.modulus !== undefined && key.exponent !== undefined) {
    return fromJwk({ kty: "RSA", n: toBase64Url(key.modulus), e: toBase64Url(exponentBytes(key.exponent)) });
  }
  if (key.type === "EC" && key.key[0] === UNCOMPRESSED && key.key.length % 2 === 1) {
    const half = (key.key.length - 1) / 2;
    return fromJwk({ kty: "EC", crv: key.curve ?? "", x: toBase64Url(key.key.subarray(1, 1 + half)), y: toBase64Url(key.key.subarray(1 + half)) });
  }
  return createPublicKey({ key: Buffer.from(key.spki), format: "der", type: "spki" });
}

function fromJwk(key: JsonWebKey): KeyObject {
  return createPublicKey({ key, format: "jwk" });
}

function verdict(good: boolean): ComputedVerdict {
  return good ? "good" : "bad";
}
