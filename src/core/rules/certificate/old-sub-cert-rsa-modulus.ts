import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const UNTIL = Date.UTC(2014, 0, 1);

/** RSA key below 1024 bits. */
export const oldSubCertRsaModulus: CertificateRule = {
  id: "certificate/old-sub-cert-rsa-modulus",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_old_sub_cert_rsa_mod_less_than_1024_bits"],
  check: (c) => when(c.rsa !== undefined && !c.isCa && c.notAfter !== undefined && c.notAfter < UNTIL && c.rsa.bits < 1024, String(c.rsa?.bits)),
};
