import type { StoredCertificate } from "../../src/core/x509/certificate-store.ts";
import { CheckError } from "./check-error.ts";

/**
 * SHA-256 as lower-case hex, of hex (with or without colons) or of base64 as HPKP and curl write it ("sha256/…=",
 * "sha256//…="). @throws CheckError
 */
export function parseSha256(text: string): string {
  const hex = text.replaceAll(":", "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  // The base64 itself may begin with a slash.
  const base64 = /^(?:sha256\/\/?)?([A-Za-z0-9+/]{43}=)$/.exec(text)?.[1];
  if (base64 !== undefined) return Buffer.from(base64, "base64").toString("hex");
  throw new CheckError(`"${text}" is no SHA-256, in hex or base64`);
}

/** The certificates with a pinned key: SHA-256 of SubjectPublicKeyInfo. */
export function pinned(certificates: readonly StoredCertificate[], pins: readonly string[]): StoredCertificate[] {
  return certificates.filter((certificate) => pins.includes(certificate.read(({ spkiSha256 }) => spkiSha256) ?? ""));
}
