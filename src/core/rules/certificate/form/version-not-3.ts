import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** Old version of X.509. */
export const versionNot3: CertificateRule = {
  id: "certificate/version-not-3",
  severity: "error",
  citation: baselineRequirements("7.1.1"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2015-04-16" },
  sameAs: ["zlint:e_invalid_certificate_version"],
  check: (c) => when(c.version !== 3, String(c.version)),
};
