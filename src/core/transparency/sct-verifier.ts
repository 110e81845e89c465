import { Budget } from "../chain/budget.ts";
import { ecdsaSignatureToRaw } from "../chain/ecdsa-signature.ts";
import { LruMap } from "../lru.ts";
import { readOr } from "../chain/read-or.ts";
import { sameName } from "../chain/same-name.ts";
import type { SignatureVerifier } from "../chain/signature.ts";
import { ctLogById, type CtLog } from "../registry/ct-logs.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Sct } from "../x509/extensions/sct.ts";
import { toHex } from "../bytes/hex.ts";
import { EXTENSION } from "../x509/oids.ts";
import { canLeaveOut, tbsWithoutExtension } from "../x509/without-extension.ts";
import type { JudgedSct, SctSignature, SctUnknownReason } from "./judged-sct.ts";
import { signedData } from "./signed-data.ts";
import { fromTrustedBase64 } from "../bytes/base64.ts";

/** Signatures verified of one certificate; browsers ask for two or three. */
export const MAX_VERIFIED_SCTS = 16;
/** Certificates tried as the issuer of one: those with its name and different keys. */
const MAX_ISSUERS = 4;
const REMEMBERED_CERTIFICATES = 1_024;

// RFC 5246 section 7.4.1.4.1; RFC 6962 section 2.1.4 has ECDSA on P-256 and RSA, each with SHA-256, and all logs have the first.
const SHA256 = 4;
const ECDSA = 3;
const P256_BYTES = 32;

/** Verifies embedded timestamps with WebCrypto and the logs' keys, and remembers what it found of each certificate. */
export class SctVerifier {
  readonly #logById: (id: string) => CtLog | undefined;
  readonly #judged = new LruMap<string, readonly JudgedSct[]>(REMEMBERED_CERTIFICATES);
  readonly #keys = new Map<CtLog, Promise<CryptoKey>>();

  constructor(logById: (id: string) => CtLog | undefined = ctLogById) {
    this.#logById = logById;
  }

  /**
   * The timestamps of `leaf` in their order. `candidates`: certificates that may be its issuer's. A signature is invalid
   * only where one of them is proved to be the issuer, by its signature on the certificate or by another timestamp.
   * Undefined where the list of timestamps cannot be read.
   */
  async judge(leaf: Certificate, candidates: readonly Certificate[], signatures: SignatureVerifier): Promise<readonly JudgedSct[] | undefined> {
    const scts = readOr(() => leaf.signedCertificateTimestamps ?? [], undefined);
    if (scts === undefined) return undefined;
    if (scts.length === 0) return [];
    const issuers = issuersOf(leaf, candidates);
    const key = [leaf.sha256, ...issuers.map(({ spkiSha256 }) => spkiSha256)].join(" ");
    const remembered = this.#judged.get(key);
    if (remembered !== undefined) return remembered;
    const verdicts = await this.#verdicts(leaf, scts, issuers, signatures);
    const judged = scts.map(({ logId, timestamp, offset }, i): JudgedSct => {
      const id = toHex(logId);
      return { logId: id, log: this.#logById(id), timestamp, offset, signature: verdicts[i] ?? unknown("budget") };
    });
    this.#judged.set(key, judged);
    return judged;
  }

  async #verdicts(leaf: Certificate, scts: readonly Sct[], issuers: readonly Certificate[], signatures: SignatureVerifier): Promise<SctSignature[]> {
    const looked = scts.slice(0, MAX_VERIFIED_SCTS);
    const isOfKnownLog = looked.some(({ logId }) => this.#logById(toHex(logId)) !== undefined);
    if (!isOfKnownLog) return looked.map(() => unknown(canLeaveOut(leaf, EXTENSION.signedCertificateTimestampList) ? "log" : "form"));
    const tbs = tbsWithoutExtension(leaf, EXTENSION.signedCertificateTimestampList);
    if (tbs === undefined) return looked.map(() => unknown("form"));
    for (const issuer of issuers) {
      const found = await Promise.all(looked.map((sct) => this.#verify(sct, issuer, tbs)));
      if (!found.some(({ verdict }) => verdict === "invalid")) return found;
      // Another issuer's key gives other bytes: a signature over them says nothing against the log.
      const proved = found.some(({ verdict }) => verdict === "valid") || await readOr(() => signatures.verify(leaf, issuer, new Budget()), "unsupported") === "good";
      if (proved) return found;
    }
    return looked.map(({ logId }) => unknown(this.#logById(toHex(logId)) === undefined ? "log" : "issuer"));
  }

  async #verify(sct: Sct, issuer: Certificate, tbs: Uint8Array): Promise<SctSignature> {
    const log = this.#logById(toHex(sct.logId));
    if (log === undefined) return unknown("log");
    if (sct.hashAlgorithm !== SHA256 || sct.signatureAlgorithm !== ECDSA) return { verdict: "invalid" };
    const signature = ecdsaSignatureToRaw(sct.signature, P256_BYTES);
    if (signature === undefined) return { verdict: "invalid" };
    const data = signedData(sct, fromHex(issuer.spkiSha256), tbs);
    try {
      const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, await this.#key(log), asBufferSource(signature), asBufferSource(data));
      return { verdict: good ? "valid" : "invalid" };
    } catch (error) {
      if (error instanceof DOMException) return unknown("algorithm");
      throw error;
    }
  }

  #key(log: CtLog): Promise<CryptoKey> {
    let key = this.#keys.get(log);
    if (key === undefined) {
      key = crypto.subtle.importKey("spki", fromTrustedBase64(log.key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
      this.#keys.set(log, key);
    }
    return key;
  }
}

/** Those with the issuer's name, each key once. */
function issuersOf(leaf: Certificate, candidates: readonly Certificate[]): readonly Certificate[] {
  const named = candidates.filter((candidate) => readOr(() => sameName(candidate.subject, leaf.issuer), false));
  return [...new Map(named.map((candidate) => [candidate.spkiSha256, candidate])).values()].slice(0, MAX_ISSUERS);
}

function unknown(reason: SctUnknownReason): SctSignature {
  return { verdict: "unknown", reason };
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Bytes of ours are never shared between threads, which is all that the narrower type says. */
function asBufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
