import { createHash } from "node:crypto";
import { Certificate } from "../../../../../src/core/x509/certificate.ts";

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What gives a certificate away. */
export function parseCertificate(der: Uint8Array): { sha256: string; spki: string; serial: string; base64: string } {
  const { spkiSha256, serialNumber } = Certificate.parse(der);
  return { sha256: sha256Of(der), spki: spkiSha256, serial: Buffer.from(serialNumber).toString("hex"), base64: Buffer.from(der).toString("base64") };
}
