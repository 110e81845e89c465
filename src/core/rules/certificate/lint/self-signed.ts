import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import type { Certificate } from "../../../x509/certificate.ts";
import { toHex } from "../../../bytes/hex.ts";
import { ALGORITHM } from "../../../x509/oids.ts";

// RFC 8017 section 9.2, note 1: DigestInfo up to the hash.
const DIGESTS: ReadonlyMap<string, { prefix: string; hash: (bytes: Uint8Array) => Uint8Array }> = new Map([
  ["1.2.840.113549.1.1.4", { prefix: "3020300c06082a864886f70d020505000410", hash: md5 }],
  ["1.2.840.113549.1.1.5", { prefix: "3021300906052b0e03021a05000414", hash: sha1 }],
  ["1.2.840.113549.1.1.14", { prefix: "302d300d06096086480165030402040500041c", hash: sha224 }],
  ["1.2.840.113549.1.1.11", { prefix: "3031300d060960864801650304020105000420", hash: sha256 }],
  ["1.2.840.113549.1.1.12", { prefix: "3041300d060960864801650304020205000430", hash: sha384 }],
  ["1.2.840.113549.1.1.13", { prefix: "3051300d060960864801650304020305000440", hash: sha512 }],
]);

/** Larger keys and exponents would cost more than a rule may. */
const MAX_MODULUS_BYTES = 256;
/** Bytes of a Name without attributes, which names nobody: 30 00. */
const EMPTY_NAME = 2;
const MAX_EXPONENT = 1n << 32n;

/**
 * Whether the certificate signed itself. Issuer and subject must be the same bytes and name somebody; where the key is an RSA key of
 * ordinary size with a PKCS #1 v1.5 signature, that signature is verified. Others count as self-signed by their names
 * unless the key identifiers contradict: what hangs on it are rules about form, never trust.
 */
export function isSelfSigned(certificate: Certificate): boolean {
  if (certificate.issuer.der.length <= EMPTY_NAME || !sameBytes(certificate.issuer.der, certificate.subject.der)) return false;
  const digest = DIGESTS.get(certificate.signatureAlgorithm.oid);
  const key = certificate.publicKey;
  if (!couldSign(certificate.signatureAlgorithm.oid, key.algorithm.oid)) return false;
  if (digest !== undefined && key.modulus !== undefined && key.exponent !== undefined) {
    if (key.modulus.length <= MAX_MODULUS_BYTES && key.exponent < MAX_EXPONENT) {
      return verifies(key.modulus, key.exponent, certificate.signature, digest.prefix + toHex(digest.hash(certificate.tbs)));
    }
  }
  const authority = certificate.authorityKeyIdentifier?.keyIdentifier;
  const subject = certificate.subjectKeyIdentifier;
  return authority === undefined || subject === undefined || sameBytes(authority, subject);
}

/** Whether the signature's algorithm and the certificate's own key are of one family. */
function couldSign(signature: string, key: string): boolean {
  const isEcdsa = signature.startsWith("1.2.840.10045.4.");
  const isRsa = signature.startsWith("1.2.840.113549.1.1.");
  if (isEcdsa || key === ALGORITHM.ecPublicKey) return isEcdsa && key === ALGORITHM.ecPublicKey;
  if (isRsa || key === ALGORITHM.rsaEncryption) return isRsa && (key === ALGORITHM.rsaEncryption || key === ALGORITHM["RSASSA-PSS"]);
  return true;
}

/** RSAVP1 and EMSA-PKCS1-v1_5 (RFC 8017 sections 5.2.2, 9.2). */
function verifies(modulus: Uint8Array, exponent: bigint, signature: Uint8Array, digestInfo: string): boolean {
  const n = BigInt(`0x0${toHex(modulus)}`);
  if (n === 0n || signature.length !== modulus.length) return false;
  let base = BigInt(`0x0${toHex(signature)}`) % n;
  let block = 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) block = block * base % n;
    base = base * base % n;
  }
  const padding = modulus.length * 2 - digestInfo.length - 6;
  return padding >= 16 && block.toString(16).padStart(modulus.length * 2, "0") === `0001${"f".repeat(padding)}00${digestInfo}`;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
