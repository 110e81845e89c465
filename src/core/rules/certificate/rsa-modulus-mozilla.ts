import { mozillaRootStorePolicy } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** RSA key below 2048 bits. */
export const rsaModulusMozilla: CertificateRule = {
  id: "certificate/rsa-modulus-mozilla",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1"),
  binds: "public-cas",
  effective: { from: "2017-02-28" },
  sameAs: ["zlint:e_mp_modulus_must_be_2048_bits_or_more"],
  check: (c) => when(c.rsa !== undefined && c.rsa.bits < 2048, String(c.rsa?.bits)),
};
