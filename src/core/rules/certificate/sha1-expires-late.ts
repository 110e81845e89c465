import { ALGORITHM } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const SHA1: ReadonlySet<string> = new Set([ALGORITHM.sha1WithRSAEncryption, "1.3.14.3.2.29", ALGORITHM["dsa-with-sha1"], ALGORITHM["ecdsa-with-SHA1"]]);

/** Signed over SHA-1 and valid after 2016. */
export const sha1ExpiresLate: CertificateRule = {
  id: "certificate/sha1-expires-late",
  severity: "warning",
  citation: baselineRequirements("7.1.3"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-01-16" },
  sameAs: ["zlint:w_sub_cert_sha1_expiration_too_long"],
  check: (c) => when(!c.isCa && (c.notAfter ?? 0) > Date.UTC(2017, 0, 1) && SHA1.has(c.read(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm.oid) ?? "")),
};
