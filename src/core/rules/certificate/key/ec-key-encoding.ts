import { toHex } from "../../../bytes/hex.ts";
import { mozillaRootStorePolicy } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

const ENCODINGS: ReadonlySet<string> = new Set([
  "301306072a8648ce3d020106082a8648ce3d030107",
  "301006072a8648ce3d020106052b81040022",
  "301006072a8648ce3d020106052b81040023",
]);

/** Elliptic-curve key in another form. */
export const ecKeyEncoding: CertificateRule = {
  id: "certificate/ec-key-encoding",
  severity: "error",
  citation: mozillaRootStorePolicy("5.1.2"),
  binds: "public-cas",
  effective: { from: "2025-03-15" },
  sameAs: ["zlint:e_mp_ecdsa_pub_key_encoding_correct"],
  check: (c) => when(c.publicKey?.type === "EC" && !ENCODINGS.has(toHex(c.publicKey.algorithm.der))),
};
