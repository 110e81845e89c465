import { isSubordinateCa } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** CA’s RSA key below 1024 bits. */
export const oldSubCaRsaModulus: CertificateRule = {
  id: "certificate/old-sub-ca-rsa-modulus",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_old_sub_ca_rsa_mod_less_than_1024_bits"],
  check: (c) => when(c.rsa !== undefined && isSubordinateCa(c) && c.notBefore !== undefined && c.notBefore < Date.UTC(2011, 0, 1)
    && c.notAfter !== undefined && c.notAfter < Date.UTC(2014, 0, 1) && c.rsa.bits < 1024, String(c.rsa?.bits)),
};
