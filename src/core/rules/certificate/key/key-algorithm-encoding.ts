import { toHex } from "../../../bytes/hex.ts";
import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

// RSA, P-256, P-384, P-521.
const ENCODINGS: ReadonlySet<string> = new Set([
  "300d06092a864886f70d0101010500",
  "301306072a8648ce3d020106082a8648ce3d030107",
  "301006072a8648ce3d020106052b81040022",
  "301006072a8648ce3d020106052b81040023",
]);

/** Key’s algorithm in another form. */
export const keyAlgorithmEncoding: CertificateRule = {
  id: "certificate/key-algorithm-encoding",
  severity: "error",
  citation: baselineRequirements("7.1.3.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2020-08-20" },
  sameAs: ["zlint:e_algorithm_identifier_improper_encoding"],
  check: (c) => when(c.publicKey !== undefined && !ENCODINGS.has(toHex(c.publicKey.algorithm.der))),
};
