import { Certificate } from "../../src/core/x509/certificate.ts";
import { DerError } from "../../src/core/x509/der/error.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../../src/core/bytes/hex.ts";
import type { PresentedCertificate } from "../../src/core/chain/presented.ts";

/** A certificate as a server shows it, from its DER. */
export function presented(der: Uint8Array): PresentedCertificate {
  try {
    const certificate = Certificate.parse(der);
    return { sha256: certificate.sha256, der, certificate, faults: [] };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { sha256: toHex(sha256(der)), der, certificate: undefined, faults: [error] };
  }
}

export function fromPem(pem: string): PresentedCertificate {
  return presented(Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ""), "base64"));
}

/** Trusted certificates; one that cannot be read is not trusted. */
export function readable(certificates: readonly PresentedCertificate[]): Certificate[] {
  return certificates.flatMap(({ certificate }) => certificate ? [certificate] : []);
}
