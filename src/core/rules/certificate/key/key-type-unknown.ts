import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const KNOWN: ReadonlySet<string> = new Set(["RSA", "DSA", "EC", "Ed25519", "X25519"]);

/** Key of an unknown kind. */
export const keyTypeUnknown: CertificateRule = {
  id: "certificate/key-type-unknown",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2012-07-01" },
  sameAs: ["zlint:e_public_key_type_not_allowed"],
  check: (c) => when(c.publicKey !== undefined && !KNOWN.has(c.publicKey.type), c.publicKey?.algorithm.name ?? c.publicKey?.algorithm.oid ?? ""),
};
