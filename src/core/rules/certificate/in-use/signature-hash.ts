import type { Certificate } from "../../../x509/certificate.ts";

/** A hash for which collisions are found. */
export type BrokenHash = "MD2" | "MD4" | "MD5" | "SHA-1";

// RFC 3279 section 2.2, RFC 8017 appendix C and OIW: signature algorithms over hashes that are broken.
const BROKEN: ReadonlyMap<string, BrokenHash> = new Map([
  ["1.2.840.113549.1.1.2", "MD2"],
  ["1.2.840.113549.1.1.3", "MD4"],
  ["1.2.840.113549.1.1.4", "MD5"],
  ["1.3.14.3.2.3", "MD5"],
  ["1.2.840.113549.1.1.5", "SHA-1"],
  ["1.2.840.10040.4.3", "SHA-1"],
  ["1.2.840.10045.4.1", "SHA-1"],
  ["1.3.14.3.2.15", "SHA-1"],
  ["1.3.14.3.2.27", "SHA-1"],
  ["1.3.14.3.2.29", "SHA-1"],
]);

const SHA1 = "1.3.14.3.2.26";

/**
 * The broken hash that the certificate's signature rests on; undefined for all others. RSASSA-PSS says in its parameters.
 * @throws DerError where the algorithm cannot be read.
 */
export function brokenHash({ signatureAlgorithm }: Certificate): BrokenHash | undefined {
  return signatureAlgorithm.pss?.hash === SHA1 ? "SHA-1" : BROKEN.get(signatureAlgorithm.oid);
}
