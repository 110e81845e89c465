import { sha256 } from "@noble/hashes/sha2.js";

/** SHA-256 of the DER, in lower-case hex: the name of a certificate in an export. */
export function certificateHash(der: Uint8Array): string {
  return Array.from(sha256(der), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
