import { ALGORITHM } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { hasNullParameters } from "../../../x509/algorithm.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const RSA: ReadonlySet<string> = new Set([
  ALGORITHM.rsaEncryption, ALGORITHM.md2WithRSAEncryption, ALGORITHM.md5WithRSAEncryption, ALGORITHM.sha1WithRSAEncryption,
  ALGORITHM.sha224WithRSAEncryption, ALGORITHM.sha256WithRSAEncryption, ALGORITHM.sha384WithRSAEncryption, ALGORITHM.sha512WithRSAEncryption,
]);

/** RSA signature without NULL. */
export const signatureRsaParameters: CertificateRule = {
  id: "certificate/signature-rsa-parameters",
  severity: "error",
  citation: rfc(4055, "5"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_tbs_signature_rsa_encryption_parameter_not_null"],
  check: (c) => {
    const algorithm = c.readShared(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm);
    return when(algorithm !== undefined && RSA.has(algorithm.oid) && !hasNullParameters(algorithm));
  },
};
