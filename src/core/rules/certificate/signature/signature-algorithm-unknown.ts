import { ALGORITHM } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

// SHA-1 is the matter of certificate/sha1-signature.
const SUPPORTED: ReadonlySet<string> = new Set([
  ALGORITHM.sha256WithRSAEncryption, ALGORITHM.sha384WithRSAEncryption, ALGORITHM.sha512WithRSAEncryption, ALGORITHM.sha1WithRSAEncryption,
  "1.3.14.3.2.29", ALGORITHM["dsa-with-sha1"], ALGORITHM["dsa-with-sha256"], ALGORITHM["ecdsa-with-SHA1"], ALGORITHM["ecdsa-with-SHA256"],
  ALGORITHM["ecdsa-with-SHA384"], ALGORITHM["ecdsa-with-SHA512"],
]);

/** Signature that public CAs do not use. */
export const signatureAlgorithmUnknown: CertificateRule = {
  id: "certificate/signature-algorithm-unknown",
  severity: "error",
  citation: baselineRequirements("7.1.3.2"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_signature_algorithm_not_supported"],
  check: (c) => {
    const algorithm = c.readShared(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm);
    return when(algorithm !== undefined && !SUPPORTED.has(algorithm.oid), algorithm?.name ?? algorithm?.oid ?? "");
  },
};
