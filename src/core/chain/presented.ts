import type { Certificate } from "../x509/certificate.ts";

/** A certificate as somebody presented it: bytes that may be no certificate at all. */
export interface PresentedCertificate {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly der: Uint8Array;
  /** Undefined where the bytes are no certificate: the first of `faults` says why. */
  readonly certificate: Certificate | undefined;
  readonly faults: readonly { readonly message: string; readonly offset: number }[];
}
