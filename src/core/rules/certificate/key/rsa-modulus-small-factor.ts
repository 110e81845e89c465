import { baselineRequirements } from "../lint/citations.ts";
import { smallFactor } from "../lint/rsa-modulus.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** RSA modulus with a small factor. */
export const rsaModulusSmallFactor: CertificateRule = {
  id: "certificate/rsa-modulus-small-factor",
  severity: "warning",
  citation: baselineRequirements("6.1.6"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-02-21" },
  sameAs: ["zlint:w_rsa_mod_factors_smaller_than_752"],
  check: (c) => {
    const factor = c.rsa && smallFactor(c.rsa.modulus);
    return when(factor !== undefined, String(factor));
  },
};
