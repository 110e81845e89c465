import { toHex } from "../../../bytes/hex.ts";
import { ALGORITHM } from "../../../x509/oids.ts";
import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

// SHA-256, SHA-384 and SHA-512, each for hash and mask, and a salt of the same length.
const ENCODINGS: ReadonlySet<string> = new Set([["01", "20"], ["02", "30"], ["03", "40"]].map(([hash = "", salt = ""]) =>
  `304106092a864886f70d01010a3034a00f300d06096086480165030402${hash}0500a11c301a06092a864886f70d010108300d06096086480165030402${hash}0500a2030201${salt}`));

/** RSASSA-PSS signature in another form. */
export const pssSignatureEncoding: CertificateRule = {
  id: "certificate/pss-signature-encoding",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1.1"),
  binds: "public-cas",
  effective: { from: "2020-01-01" },
  sameAs: ["zlint:e_mp_rsassa-pss_parameters_encoding_in_signature_algorithm_correct"],
  check: (c) => {
    const algorithm = c.readShared(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm);
    return when(algorithm?.oid === ALGORITHM["RSASSA-PSS"] && !ENCODINGS.has(toHex(algorithm.der)));
  },
};
