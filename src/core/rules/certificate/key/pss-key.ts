import { ALGORITHM } from "../../../x509/oids.ts";
import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** RSA key for PSS alone. */
export const pssKey: CertificateRule = {
  id: "certificate/pss-key",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1.1"),
  binds: "public-cas",
  effective: { from: "2020-01-01" },
  sameAs: ["zlint:e_mp_rsassa-pss_in_spki"],
  check: (c) => when(c.publicKey?.algorithm.oid === ALGORITHM["RSASSA-PSS"]),
};
