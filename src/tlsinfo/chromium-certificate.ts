import type { SecurityDetails } from "./chromium-security-details.ts";
import { fromTrustedBase64 } from "../core/bytes/base64.ts";

/** Whether a certificate (DER) is the one that the details speak of, by the two times of its validity. */
export function isOf(certificate: Uint8Array, { validFrom, validTo }: Pick<SecurityDetails, "validFrom" | "validTo">): boolean {
  // RFC 5280 section 4.1.2.5: Validity is the sequence of the two, without anything between them.
  const validity = [...encodedTime(validFrom), ...encodedTime(validTo)];
  const [tag = 0] = validity;
  for (let start = certificate.indexOf(tag); start !== -1; start = certificate.indexOf(tag, start + 1)) {
    if (validity.every((byte, index) => certificate[start + index] === byte)) return true;
  }
  return false;
}

/** A time in DER: UTCTime through the year 2049, GeneralizedTime from 2050 on. `seconds` since the epoch. */
function encodedTime(seconds: number): number[] {
  const digits = new Date(Math.round(seconds) * 1000).toISOString().replace(/[-T:]|\.\d{3}Z$/g, "");
  const [tag, text] = Number(digits.slice(0, 4)) < 2050 ? [0x17, `${digits.slice(2)}Z`] : [0x18, `${digits}Z`];
  return [tag, text.length, ...Array.from(text, (character) => character.charCodeAt(0))];
}

/** The certificates of Network.getCertificate, which come in base64. */
export function decodeCertificates(answer: unknown): Uint8Array[] {
  const { tableNames } = (answer ?? {}) as { tableNames?: unknown };
  if (!Array.isArray(tableNames)) return [];
  return tableNames.filter((each) => typeof each === "string").map(fromTrustedBase64);
}
