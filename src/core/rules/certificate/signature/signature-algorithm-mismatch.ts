import { toHex } from "../../../bytes/hex.ts";
import { rfc } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Two signature algorithms. */
export const signatureAlgorithmMismatch: CertificateRule = {
  id: "certificate/signature-algorithm-mismatch",
  severity: "error",
  citation: rfc(5280, "4.1.1.2"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_cert_sig_alg_not_match_tbs_sig_alg"],
  check: (c) => when(c.readShared(({ signatureAlgorithm, tbsSignatureAlgorithm }) => toHex(signatureAlgorithm.der) !== toHex(tbsSignatureAlgorithm.der)) === true),
};
