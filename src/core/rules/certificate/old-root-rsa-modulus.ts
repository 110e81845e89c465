import { isRoot } from "./lint/applies.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** Root’s RSA key below 2048 bits. */
export const oldRootRsaModulus: CertificateRule = {
  id: "certificate/old-root-rsa-modulus",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  roots: true,
  sameAs: ["zlint:e_old_root_ca_rsa_mod_less_than_2048_bits"],
  check: (c) => when(c.rsa !== undefined && isRoot(c) && c.notBefore !== undefined && c.notBefore < Date.UTC(2011, 0, 1) && c.rsa.bits < 2048, String(c.rsa?.bits)),
};
