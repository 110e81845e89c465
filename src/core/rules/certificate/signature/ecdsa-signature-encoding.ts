import { toHex } from "../../../bytes/hex.ts";
import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const ECDSA = /^1\.2\.840\.10045\.4\.(?:1|3\.[1-4])$/;

// Signatures of P-256, P-384 and P-521 in bytes at most.
const ENCODINGS: readonly { most: number; encoding: string }[] = [
  { most: 72, encoding: "300a06082a8648ce3d040302" },
  { most: 104, encoding: "300a06082a8648ce3d040303" },
  { most: 140, encoding: "300a06082a8648ce3d040304" },
];

/** ECDSA signature in another form. */
export const ecdsaSignatureEncoding: CertificateRule = {
  id: "certificate/ecdsa-signature-encoding",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1.2"),
  binds: "public-cas",
  effective: { from: "2025-03-15" },
  sameAs: ["zlint:e_mp_ecdsa_signature_encoding_correct"],
  check: (c) => {
    const algorithm = c.readShared(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm);
    const length = c.read(({ signature }) => signature.length);
    if (algorithm === undefined || length === undefined || !ECDSA.test(algorithm.oid)) return [];
    const expected = ENCODINGS.find(({ most }) => length <= most);
    return when(toHex(algorithm.der) !== expected?.encoding);
  },
};
