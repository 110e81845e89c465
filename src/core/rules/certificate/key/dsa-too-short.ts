import { baselineRequirements } from "../lint/citations.ts";
import { dsaLengths } from "../lint/dsa.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** DSA key below 2048 bits. */
export const dsaTooShort: CertificateRule = {
  id: "certificate/dsa-too-short",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_dsa_shorter_than_2048_bits"],
  check: (c) => {
    const lengths = dsaLengths(c.publicKey);
    return when(lengths !== undefined && (lengths.p < 2048 || lengths.q < 244), String(lengths?.p));
  },
};
