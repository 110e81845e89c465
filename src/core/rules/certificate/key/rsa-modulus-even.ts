import { baselineRequirements } from "../lint/citations.ts";
import { isOdd } from "../lint/rsa-modulus.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Even RSA modulus. */
export const rsaModulusEven: CertificateRule = {
  id: "certificate/rsa-modulus-even",
  severity: "warning",
  citation: baselineRequirements("6.1.6"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-02-21" },
  sameAs: ["zlint:w_rsa_mod_not_odd"],
  check: (c) => when(c.rsa !== undefined && !isOdd(c.rsa.modulus)),
};
