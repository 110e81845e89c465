import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";

/** FIPS 204's parameter sets, their object identifiers (RFC 9881 section 2) and TLS signature schemes (draft-ietf-tls-mldsa). */
export const ML_DSA = {
  "ML-DSA-44": { algorithm: ml_dsa44, oid: "2.16.840.1.101.3.4.3.17", scheme: 0x0904 },
  "ML-DSA-65": { algorithm: ml_dsa65, oid: "2.16.840.1.101.3.4.3.18", scheme: 0x0905 },
  "ML-DSA-87": { algorithm: ml_dsa87, oid: "2.16.840.1.101.3.4.3.19", scheme: 0x0906 },
} as const;

export type MlDsaKind = keyof typeof ML_DSA;

export function isMlDsaKind(kind: string): kind is MlDsaKind {
  return kind in ML_DSA;
}
