import type { CertificateStore, StoredCertificate } from "./certificate-store.ts";

/**
 * The certificates of one judgement: parsed by a store, and held until the judgement is over, whatever the store lets go of
 * meanwhile. The same bytes are the same object from its beginning to its end, as large as the chain may be.
 */
export class HeldCertificates {
  readonly #store: CertificateStore;
  readonly #byBytes = new Map<Uint8Array, StoredCertificate>();
  readonly #bySha256 = new Map<string, StoredCertificate>();

  constructor(store: CertificateStore) {
    this.#store = store;
  }

  /** The certificate of these bytes, which must not be changed afterwards. Bad bytes are stored like good ones. */
  intern(der: Uint8Array): StoredCertificate {
    const seen = this.#byBytes.get(der);
    if (seen !== undefined) return seen;
    const interned = this.#store.intern(der);
    const held = this.#bySha256.get(interned.sha256) ?? interned;
    this.#bySha256.set(held.sha256, held);
    this.#byBytes.set(der, held);
    return held;
  }

  /** The certificate of a SHA-256 in lower-case hex, where this judgement was shown it. */
  get(sha256Hex: string): StoredCertificate | undefined {
    return this.#bySha256.get(sha256Hex);
  }
}
