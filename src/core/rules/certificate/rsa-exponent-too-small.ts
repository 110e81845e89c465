import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { integerText } from "../../text/integer-text.ts";

/** RSA exponent below 3. */
export const rsaExponentTooSmall: CertificateRule = {
  id: "certificate/rsa-exponent-too-small",
  severity: "error",
  citation: baselineRequirements("6.1.6"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-02-21" },
  sameAs: ["zlint:e_rsa_public_exponent_too_small"],
  check: (c) => when(c.rsa !== undefined && c.rsa.exponent < 3n, integerText(c.rsa?.exponent)),
};
