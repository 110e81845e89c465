import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** DSA key. */
export const dsaKey: CertificateRule = {
  id: "certificate/dsa-key",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1"),
  binds: "public-cas",
  effective: { from: "2017-03-31" },
  sameAs: ["zlint:e_prohibit_dsa_usage"],
  check: (c) => when(c.publicKey?.type === "DSA"),
};
