import { practice } from "../lint/citations.ts";
import { fallsToFermat } from "../lint/rsa-modulus.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** RSA key that everybody can find. */
export const rsaFermat: CertificateRule = {
  id: "certificate/rsa-fermat",
  severity: "error",
  cap: "F",
  citation: practice("CVE-2022-26320", "Fermat’s method", "https://fermatattack.secvuln.info/"),
  weighs: true,
  sameAs: ["zlint:e_rsa_fermat_factorization"],
  check: (c) => when(c.rsa !== undefined && fallsToFermat(c.rsa.modulus, 100)),
};
