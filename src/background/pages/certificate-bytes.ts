import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { fromBase64, toBase64 } from "../../core/bytes/base64.ts";
import type { Journal } from "./journal.ts";

const PREFIX = "certificate/";

export interface CertificateBounds {
  /** All certificates together. */
  bytes: number;
  /** One certificate. */
  bytesEach: number;
}

/** In storage they are base64, four thirds of this; browsers give storage.session 10 MB. */
export const CERTIFICATE_BOUNDS: CertificateBounds = { bytes: 3 * 1024 * 1024, bytesEach: 128 * 1024 };

/** The bytes of certificates, once each, by SHA-256 (lower-case hex). */
export class CertificateBytes {
  readonly #journal: Journal;
  readonly #bounds: CertificateBounds;
  readonly #bytes = new Map<string, Uint8Array>();
  // The same bytes come with each request of a host, as the same object: they are hashed once.
  readonly #hashes = new WeakMap<Uint8Array, string>();
  #total = 0;

  constructor(journal: Journal, bounds: CertificateBounds = CERTIFICATE_BOUNDS) {
    this.#journal = journal;
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#bytes.size;
  }

  /** The SHA-256 of a certificate's bytes, which must not change. */
  hashOf(der: Uint8Array): string {
    let hash = this.#hashes.get(der);
    if (hash === undefined) {
      hash = bytesToHex(sha256(der));
      this.#hashes.set(der, hash);
    }
    return hash;
  }

  /** Keeps the certificate, if there is room, and gives its SHA-256. */
  intern(der: Uint8Array): string {
    const hash = this.hashOf(der);
    if (!this.#bytes.has(hash) && der.length <= this.#bounds.bytesEach && this.#total + der.length <= this.#bounds.bytes) {
      this.#bytes.set(hash, der);
      this.#total += der.length;
      this.#journal.put(PREFIX + hash, () => toBase64(der));
    }
    return hash;
  }

  /** undefined where there was no room for it. */
  get(hash: string): Uint8Array | undefined {
    return this.#bytes.get(hash);
  }

  /** Lets go of all that are not named. */
  keepOnly(named: ReadonlySet<string>): void {
    for (const [hash, der] of this.#bytes) {
      if (!named.has(hash)) {
        this.#bytes.delete(hash);
        this.#total -= der.length;
        this.#journal.remove(PREFIX + hash);
      }
    }
  }

  /** Takes what the journal read back, beside what has come in the meantime. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(stored)) {
      if (key.startsWith(PREFIX) && typeof value === "string") {
        const hash = key.slice(PREFIX.length);
        const der = fromBase64(value);
        if (der !== undefined && !this.#bytes.has(hash)) {
          this.#bytes.set(hash, der);
          this.#hashes.set(der, hash);
          this.#total += der.length;
        }
      }
    }
  }
}
