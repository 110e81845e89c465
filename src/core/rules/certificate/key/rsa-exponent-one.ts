import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** RSA exponent 1. */
export const rsaExponentOne: CertificateRule = {
  id: "certificate/rsa-exponent-one",
  severity: "error",
  cap: "F",
  citation: mozillaRootStorePolicy("5.2"),
  weighs: true,
  effective: { from: "2017-02-28" },
  sameAs: ["zlint:e_mp_exponent_cannot_be_one"],
  check: (c) => when(c.rsa?.exponent === 1n),
};
