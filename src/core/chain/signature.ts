import type { Certificate } from "../x509/certificate.ts";
import type { PublicKey } from "../x509/public-key.ts";
import type { Budget } from "./budget.ts";
import { ecdsaSignatureToRaw } from "./ecdsa-signature.ts";
import { LruMap } from "../lru.ts";
import { readSignatureAlgorithm, type VerificationScheme } from "./signature-algorithm.ts";
import { toBase64Url } from "../bytes/base64.ts";

/** "budget": it was not looked at, too much was asked. */
export type SignatureVerdict = "good" | "bad" | "unsupported" | "budget";

/** Bytes of a number modulo the order of the curve. */
const ORDER_BYTES: Readonly<Record<string, number>> = { "P-256": 32, "P-384": 48, "P-521": 66 };
/** First octet of a point with both coordinates (SEC 1 section 2.3.3). */
export const UNCOMPRESSED = 0x04;
/** What one verification costs, in those of RSA with 2048 bits. */
const CURVE_COST: Readonly<Record<string, number>> = { "P-256": 1, "P-384": 2, "P-521": 3 };

/** What a signature over `data` comes to. `keyId`: the same for the same key. `signature`: for ECDSA both numbers at full length. */
export interface SignatureEngine {
  verify(asked: AskedSignature): ComputedVerdict | Promise<ComputedVerdict>;
}

export type ComputedVerdict = Exclude<SignatureVerdict, "budget">;

export interface AskedSignature {
  readonly scheme: VerificationScheme;
  readonly key: PublicKey;
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly data: Uint8Array;
}

const REMEMBERED_SIGNATURES = 8_192;
const REMEMBERED_KEYS = 256;

/**
 * Verifies certificates' signatures, with WebCrypto or what its maker brings, and remembers each answer by the issuer's key
 * and the certificate: whatever presents them next, that signature is not computed again.
 */
export class SignatureVerifier {
  readonly #engine: SignatureEngine;
  readonly #verdicts = new LruMap<string, SignatureVerdict>(REMEMBERED_SIGNATURES);
  readonly #underWay = new Map<string, Promise<SignatureVerdict>>();

  constructor(engine: SignatureEngine = new WebCryptoSignatures()) {
    this.#engine = engine;
  }

  /**
   * Whether the key of `issuer` made the signature on `certificate`. At once where the answer is known, or computed without waiting.
   * Spends from the budget only what is computed. Throws DerError where the algorithm or the key cannot be read.
   */
  verify(certificate: Certificate, issuer: Certificate, budget: Budget): SignatureVerdict | Promise<SignatureVerdict> {
    const key = issuer.publicKey;
    const pair = `${issuer.spkiSha256}${certificate.sha256}`;
    const known = this.#verdicts.get(pair) ?? this.#underWay.get(pair);
    if (known !== undefined) return known;
    const algorithm = readSignatureAlgorithm(certificate.signatureAlgorithm);
    const scheme = algorithm.kind === "unsupported" ? undefined : algorithm.scheme;
    if (!scheme) return "unsupported";
    const verdict = plausible(scheme, key);
    if (verdict !== undefined) return verdict;
    if (!budget.spend("signatures", cost(key))) return "budget";
    const signature = scheme.family === "ECDSA" ? ecdsaSignatureToRaw(certificate.signature, ORDER_BYTES[key.curve ?? ""] ?? 0) : certificate.signature;
    const computed = signature === undefined ? "bad" : this.#engine.verify({ scheme, key, keyId: issuer.spkiSha256, signature, data: certificate.tbs });
    if (!(computed instanceof Promise)) return this.#keep(pair, computed);
    const computation = computed.then((found) => this.#keep(pair, found)).finally(() => this.#underWay.delete(pair));
    this.#underWay.set(pair, computation);
    return computation;
  }

  #keep(pair: string, verdict: ComputedVerdict): SignatureVerdict {
    if (verdict !== "unsupported") this.#verdicts.set(pair, verdict);
    return verdict;
  }
}

/** Signatures by the platform's WebCrypto. */
export class WebCryptoSignatures implements SignatureEngine {
  readonly #keys = new LruMap<string, CryptoKey>(REMEMBERED_KEYS);

  async verify({ scheme, key, keyId, signature, data }: AskedSignature): Promise<ComputedVerdict> {
    const hash = "hash" in scheme ? scheme.hash : "";
    const cached = `${scheme.family}${hash}${keyId}`;
    try {
      let imported = this.#keys.get(cached);
      if (!imported) {
        imported = await importKey(key, scheme);
        this.#keys.set(cached, imported);
      }
      const good = await crypto.subtle.verify(parameters(scheme), imported, asBufferSource(signature), asBufferSource(data));
      return good ? "good" : "bad";
    } catch (error) {
      // DataError: the key is no point of its curve, or no number that RSA can use. Others: the platform lacks the algorithm.
      if (error instanceof DOMException) return error.name === "NotSupportedError" ? "unsupported" : "bad";
      throw error;
    }
  }
}

/** "bad" or "unsupported" where the algorithm and the key do not go together; undefined where it takes the computation. */
function plausible(scheme: VerificationScheme, key: PublicKey): SignatureVerdict | undefined {
  switch (scheme.family) {
    case "ECDSA":
      if (key.type !== "EC") return "bad";
      return key.curve !== undefined && key.curve in ORDER_BYTES ? undefined : "unsupported";
    case "RSASSA-PKCS1-v1_5": return key.type === "RSA" ? boundedRsa(key) : "bad";
    case "RSA-PSS": return key.type === "RSA" || key.type === "RSASSA-PSS" ? boundedRsa(key) : "bad";
    case "Ed25519": return key.type === "Ed25519" ? undefined : "bad";
  }
}

/** Bounds of BoringSSL and OpenSSL: a key beyond them takes seconds. */
function boundedRsa(key: PublicKey): SignatureVerdict | undefined {
  return key.bits !== undefined && key.bits <= 16_384 && key.exponent !== undefined && key.exponent < 2n ** 33n ? undefined : "unsupported";
}

function cost(key: PublicKey): number {
  if (key.type === "EC") return CURVE_COST[key.curve ?? ""] ?? 1;
  return Math.max(1, ((key.bits ?? 0) / 2048) ** 2);
}

function importKey(key: PublicKey, scheme: VerificationScheme): Promise<CryptoKey> {
  const algorithm = scheme.family === "ECDSA"
    ? { name: "ECDSA", namedCurve: key.curve ?? "" }
    : scheme.family === "Ed25519" ? { name: "Ed25519" } : { name: scheme.family, hash: scheme.hash };
  // We have read the key already. Its numbers alone spare the platform a second reading, which in OpenSSL 3.0 takes several
  // times as long as the verification; and a key that is marked for RSASSA-PSS alone is one that WebCrypto does not import whole.
  if (key.modulus !== undefined && key.exponent !== undefined) {
    const jwk: JsonWebKey = { kty: "RSA", n: toBase64Url(key.modulus), e: toBase64Url(exponentBytes(key.exponent)) };
    return crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  }
  const format = key.type === "EC" && key.key[0] === UNCOMPRESSED ? "raw" : "spki";
  return crypto.subtle.importKey(format, asBufferSource(format === "raw" ? key.key : key.spki), algorithm, false, ["verify"]);
}

function parameters(scheme: VerificationScheme): EcdsaParams | RsaPssParams | { name: string } {
  switch (scheme.family) {
    case "ECDSA": return { name: "ECDSA", hash: scheme.hash };
    case "RSA-PSS": return { name: "RSA-PSS", saltLength: scheme.saltLength };
    case "RSASSA-PKCS1-v1_5": case "Ed25519": return { name: scheme.family };
  }
}

/** An RSA exponent, the greatest byte first. */
export function exponentBytes(exponent: bigint): Uint8Array {
  const hex = exponent.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Bytes of ours are never shared between threads, which is all that the narrower type says. */
function asBufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
