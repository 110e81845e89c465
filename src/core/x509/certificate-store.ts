import { sha256 } from "@noble/hashes/sha2.js";
import { Certificate } from "./certificate.ts";
import { DerError } from "./der/error.ts";
import { toHex } from "../bytes/hex.ts";

/** A certificate as somebody presented it: bytes that may be no certificate at all. */
export class StoredCertificate {
  /** Absent where the bytes are no certificate, and `faults` says why, or where reading them threw. */
  readonly certificate: Certificate | undefined;
  /** What reading threw that is no word on the bytes: a fault of ours, which costs this certificate alone. */
  readonly thrown: { readonly value: unknown } | undefined;
  #faults: readonly DerError[] | undefined;

  constructor(readonly sha256: string, readonly der: Uint8Array) {
    try {
      this.certificate = Certificate.parse(der);
    } catch (error) {
      this.certificate = undefined;
      if (error instanceof DerError) this.#faults = [error];
      else this.thrown = { value: error };
    }
  }

  /** What cannot be read in it: why the bytes are no certificate, or an error for each value without a meaning. */
  get faults(): readonly DerError[] {
    return this.#faults ??= this.certificate === undefined ? [] : faultsOf(this.certificate);
  }

  /** What `get` gives; undefined where the certificate, or the field that `get` asks for, cannot be read. */
  read<T>(get: (certificate: Certificate) => T): T | undefined {
    if (this.certificate === undefined) return undefined;
    try {
      return get(this.certificate);
    } catch (error) {
      if (error instanceof DerError) return undefined;
      throw error;
    }
  }
}

/** Keeps each certificate once, by SHA-256, however many connections show it: parsed, hashed and checked once. */
export class CertificateStore {
  readonly #bySha256 = new Map<string, StoredCertificate>();
  #byBytes = new WeakMap<Uint8Array, StoredCertificate>();
  #bytes = 0;

  /** `maxBytes`: bytes of DER that are kept; beyond it the least recently used certificates are let go. */
  constructor(readonly maxBytes = 8 * 1024 * 1024) {}

  /** The certificate of these bytes, which must not be changed afterwards. Bad bytes are stored like good ones. */
  intern(der: Uint8Array): StoredCertificate {
    const seen = this.#byBytes.get(der);
    // Where it was let go, it is stored anew: other bytes of it may have been the ones that were counted.
    if (seen !== undefined && this.#bySha256.get(seen.sha256) === seen) {
      // Used again: it goes last.
      this.#bySha256.delete(seen.sha256);
      this.#bySha256.set(seen.sha256, seen);
      return seen;
    }
    const hash = toHex(sha256(der));
    let stored = this.#bySha256.get(hash);
    if (stored === undefined) {
      stored = new StoredCertificate(hash, der);
      this.#bytes += der.length;
    } else {
      this.#bySha256.delete(hash);
    }
    this.#bySha256.set(hash, stored);
    this.#byBytes.set(der, stored);
    this.#evict(stored);
    return stored;
  }

  /** The certificate of a SHA-256 in lower-case hex, where it is kept. */
  get(sha256Hex: string): StoredCertificate | undefined {
    return this.#bySha256.get(sha256Hex);
  }

  get size(): number {
    return this.#bySha256.size;
  }

  #evict(keep: StoredCertificate): void {
    for (const [hash, stored] of this.#bySha256) {
      if (this.#bytes <= this.maxBytes || stored === keep) return;
      this.#bySha256.delete(hash);
      this.#bytes -= stored.der.length;
      // The bytes may be held elsewhere and come again: they are then stored anew.
      this.#byBytes.delete(stored.der);
    }
  }
}

function faultsOf(certificate: Certificate): DerError[] {
  const faults = certificate.problems.filter(({ fatal }) => fatal);
  // A time that has a meaning and not RFC 5280's form is no fatal problem, and cannot be read as a time all the same.
  for (const read of [() => certificate.notBefore, () => certificate.notAfter]) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      if (!faults.some(({ offset }) => offset === error.offset)) faults.push(error);
    }
  }
  return faults.sort((a, b) => a.offset - b.offset);
}
