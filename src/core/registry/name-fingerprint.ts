/**
 * A short fingerprint of a Name in DER (FNV-1a, 32 bits, hex) to find roots by. Different names may share one: whoever
 * looks up compares the names.
 */
export function fingerprintOfName(der: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const octet of der) hash = Math.imul(hash ^ octet, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
