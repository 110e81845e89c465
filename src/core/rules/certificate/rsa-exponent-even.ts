import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { integerText } from "../../text/integer-text.ts";

/** Even RSA exponent. */
export const rsaExponentEven: CertificateRule = {
  id: "certificate/rsa-exponent-even",
  severity: "error",
  citation: baselineRequirements("6.1.6"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-02-21" },
  sameAs: ["zlint:e_rsa_public_exponent_not_odd"],
  check: (c) => when(c.rsa !== undefined && c.rsa.exponent % 2n === 0n, integerText(c.rsa?.exponent)),
};
