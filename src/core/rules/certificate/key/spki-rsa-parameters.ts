import { ALGORITHM } from "../../../x509/oids.ts";
import { rfc } from "../lint/citations.ts";
import { hasNullParameters } from "../../../x509/algorithm.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** RSA key without NULL. */
export const spkiRsaParameters: CertificateRule = {
  id: "certificate/spki-rsa-parameters",
  severity: "error",
  citation: rfc(4055, "1.2"),
  effective: { from: "2008-05-01" },
  sameAs: ["zlint:e_spki_rsa_encryption_parameter_not_null"],
  check: (c) => when(c.publicKey?.algorithm.oid === ALGORITHM.rsaEncryption && !hasNullParameters(c.publicKey.algorithm)),
};
