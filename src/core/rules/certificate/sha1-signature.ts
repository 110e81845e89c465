import { ALGORITHM } from "../../x509/oids.ts";
import { baselineRequirements } from "./lint/citations.ts";
import { when, type CertificateRule } from "./lint/rule.ts";

const SHA1: ReadonlySet<string> = new Set([ALGORITHM.sha1WithRSAEncryption, "1.3.14.3.2.29", ALGORITHM["dsa-with-sha1"], ALGORITHM["ecdsa-with-SHA1"]]);

/** Signed over SHA-1. */
export const sha1Signature: CertificateRule = {
  id: "certificate/sha1-signature",
  severity: "error",
  citation: baselineRequirements("7.1.3"),
  weighs: true,
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2016-01-01" },
  sameAs: ["zlint:e_sub_cert_or_sub_ca_using_sha1"],
  check: (c) => when(SHA1.has(c.read(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm.oid) ?? "")),
};
