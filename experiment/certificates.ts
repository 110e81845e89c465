import { HANDED_OVER, type ExperimentCertificate } from "../src/tlsinfo/experiment-record.ts";
import type { NsIX509Cert } from "./gecko.ts";

/** Certificates for one listener: the bytes of each go over once, as long as the listener surely remembers them. */
export class CertificateSender {
  readonly #given = new Set<string>();

  /** @throws what Gecko throws; then no certificate counts as handed over. */
  send(certificates: readonly NsIX509Cert[]): ExperimentCertificate[] {
    const sent = certificates.map((certificate): ExperimentCertificate => {
      const sha256 = certificate.sha256Fingerprint;
      return this.#given.has(sha256) ? { sha256 } : { sha256, der: Uint8Array.from(certificate.getRawDER()) };
    });
    for (const { sha256, der } of sent) if (der !== undefined) this.#given.add(sha256);
    for (const oldest of this.#given) {
      if (this.#given.size <= HANDED_OVER) break;
      this.#given.delete(oldest);
    }
    return sent;
  }
}
