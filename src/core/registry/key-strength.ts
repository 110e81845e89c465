/**
 * Length in bits of the RSA key that is as hard to break as an elliptic-curve key of a field of `fieldBits` bits:
 * NIST SP 800-57 part 1 revision 5, table 2 (160-223: 1024; 224-255: 2048; 256-383: 3072; 384-511: 7680; 512 and
 * more: 15360), with 1536 for 192 bits between two lines of that table, and 512 below all of them.
 */
export function rsaEquivalentOfCurve(fieldBits: number): number {
  if (fieldBits >= 512) return 15360;
  if (fieldBits >= 384) return 7680;
  // Curve25519's field has 255 bits and counts with those of 256 (RFC 7748 section 4.1: 128 bits of security).
  if (fieldBits >= 255) return 3072;
  if (fieldBits >= 224) return 2048;
  if (fieldBits >= 192) return 1536;
  if (fieldBits >= 160) return 1024;
  return 512;
}

/**
 * The same for a certificate's public key: `type` as x509/ names it ("RSA", "EC", "Ed25519", "ML-DSA-65", ...), `bits` the
 * length of the modulus or the field, undefined where that is not known. ML-DSA by its security category (FIPS 204
 * section 4). Undefined: a key that cannot be compared.
 */
export function rsaEquivalentOfKey(type: string, bits: number | undefined): number | undefined {
  if (bits === undefined) return undefined;
  switch (type) {
    case "RSA": case "RSASSA-PSS": case "DSA": return bits;
    case "EC": return rsaEquivalentOfCurve(bits);
    case "Ed25519": return 3072;
    case "Ed448": return 7680;
    case "ML-DSA-44": return 3072;
    case "ML-DSA-65": return 7680;
    case "ML-DSA-87": return 15360;
    default: return undefined;
  }
}
