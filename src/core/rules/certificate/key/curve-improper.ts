import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Curve that public CAs do not use. */
export const curveImproper: CertificateRule = {
  id: "certificate/curve-improper",
  severity: "error",
  citation: baselineRequirements("6.1.5"),
  binds: "public-cas",
  scope: "tls-server",
  sameAs: ["zlint:e_ec_improper_curves"],
  check: (c) => when(c.publicKey?.type === "EC" && !["P-256", "P-384", "P-521"].includes(c.publicKey.curve ?? ""), c.publicKey?.curve ?? c.publicKey?.curveOid ?? "?"),
};
