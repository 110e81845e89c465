import { baselineRequirements } from "../lint/citations.ts";
import { when, type CertificateRule } from "../lint/rule.ts";

/** CA without key usage. */
export const caKeyUsageMissing: CertificateRule = {
  id: "certificate/ca-key-usage-missing",
  severity: "error",
  citation: baselineRequirements("7.1.2.10.7"),
  binds: "public-cas",
  scope: "tls-server",
  effective: { from: "2002-04-01" },
  sameAs: ["zlint:e_ca_key_usage_missing"],
  check: (c) => when(c.isCa && c.keyUsage.size === 0),
};
