import { mozillaRootStorePolicy } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

/** RSA key of an odd length. */
export const rsaModulusNotWholeBytes: CertificateRule = {
  id: "certificate/rsa-modulus-not-whole-bytes",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1"),
  binds: "public-cas",
  effective: { from: "2017-02-28" },
  sameAs: ["zlint:e_mp_modulus_must_be_divisible_by_8"],
  check: (c) => when(c.rsa !== undefined && c.rsa.bits % 8 !== 0, String(c.rsa?.bits)),
};
