import { ALGORITHM } from "../../../x509/oids.ts";
import { baselineRequirements } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

const SHA1: ReadonlySet<string> = new Set([ALGORITHM.sha1WithRSAEncryption, "1.3.14.3.2.29", ALGORITHM["dsa-with-sha1"], ALGORITHM["ecdsa-with-SHA1"]]);

interface Sha1 extends RuleRow {
  of?: (facts: CertificateFacts) => boolean;
}

/** Signatures over SHA-1. */
export const SHA1_SIGNATURES = family<Sha1>([
  {
    id: "certificate/sha1-expires-late", severity: "warning", citation: baselineRequirements("7.1.3"),
    ...PUBLIC_TLS, effective: { from: "2015-01-16" }, sameAs: ["zlint:w_sub_cert_sha1_expiration_too_long"], of: ({ isCa, notAfter = 0 }) => !isCa && notAfter > Date.UTC(2017, 0, 1),
  },
  {
    id: "certificate/sha1-signature", severity: "error", citation: baselineRequirements("7.1.3"),
    weighs: true, ...PUBLIC_TLS, effective: { from: "2016-01-01" }, sameAs: ["zlint:e_sub_cert_or_sub_ca_using_sha1"],
  },
], (c, { of }) => when(of?.(c) !== false && SHA1.has(c.readShared(({ tbsSignatureAlgorithm }) => tbsSignatureAlgorithm.oid) ?? "")));
