import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

// BR 6.1.5: certificates that are valid from this day on.
const SINCE = Date.UTC(2014, 0, 1);

/** RSA key below 2048 bits. */
export const rsaModulusBelow2048: CertificateRule = {
  id: "certificate/rsa-modulus-below-2048",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_rsa_mod_less_than_2048_bits"],
  check: (c) => when(c.rsa !== undefined && (c.notAfter ?? 0) >= SINCE && c.rsa.bits < 2048, String(c.rsa?.bits)),
};
