import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";
import { integerText } from "../../text/integer-text.ts";

/** Unusual RSA exponent. */
export const rsaExponentUnusual: CertificateRule = {
  id: "certificate/rsa-exponent-unusual",
  severity: "warning",
  citation: baselineRequirements("6.1.6"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2013-02-21" },
  sameAs: ["zlint:w_rsa_public_exponent_not_in_range"],
  check: (c) => when(c.rsa !== undefined && (c.rsa.exponent < 65537n || c.rsa.exponent >= 1n << 256n), integerText(c.rsa?.exponent).slice(0, 80)),
};
